import { Container, getRandom } from '@cloudflare/containers';

interface Env {
  CONTAINERS: DurableObjectNamespace<ConnectorContainer>;
  /** In dev only: where the Node process listens, in place of a container. */
  CONNECTOR_URL?: string;
}

const INSTANCES = 3;

/** One instance of the Node process. It gets the key that it checks callers by, and no other secret. */
export class ConnectorContainer extends Container {
  override defaultPort = 8080;
  override sleepAfter = '5m';
  override envVars = { CONNECTOR_HMAC_KEY: this.env.CONNECTOR_HMAC_KEY };
}

/** Passes requests on to a connector, body and answer streaming; only reachable by service binding. */
export default {
  async fetch(request, env) {
    if (!env.CONNECTOR_URL) return (await getRandom(env.CONTAINERS, INSTANCES)).fetch(request);
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(new URL(pathname + search, env.CONNECTOR_URL), request));
  },
} satisfies ExportedHandler<Env>;
