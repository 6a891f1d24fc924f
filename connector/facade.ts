import { Container, getContainer } from '@cloudflare/containers';
import { NONCE_HEADER } from '../contract/connector-signature.ts';

/** The second is there only while the API's Worker moves to the first. */
type Keys = { CONNECTOR_HMAC_KEY: string; CONNECTOR_HMAC_KEY_RETIRING?: string };

const keysOf = ({ CONNECTOR_HMAC_KEY, CONNECTOR_HMAC_KEY_RETIRING = '' }: Keys) => ({
  CONNECTOR_HMAC_KEY,
  CONNECTOR_HMAC_KEY_RETIRING,
});

interface Env {
  CONTAINERS: DurableObjectNamespace<ConnectorContainer>;
  /** In dev only: where the Node process listens, in place of a container. */
  CONNECTOR_URL?: string;
}

const INSTANCES = 3;

// By the signed nonce, so that a request sent again meets the instance that remembers it.
const instanceFor = (request: Request): string => {
  const nonce = request.headers.get(NONCE_HEADER) ?? '';
  const sum = [...nonce].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return `connector-${sum % INSTANCES}`;
};

/** One instance of the Node process. It gets the keys that it checks callers by, and no other secret. */
export class ConnectorContainer extends Container {
  override defaultPort = 8080;
  override sleepAfter = '5m';
  override envVars = keysOf(this.env);
}

/** Passes requests on to a connector, body and answer streaming; only reachable by service binding. */
export default {
  async fetch(request, env) {
    if (!env.CONNECTOR_URL) {
      return getContainer(env.CONTAINERS, instanceFor(request)).fetch(request);
    }
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(new URL(pathname + search, env.CONNECTOR_URL), request));
  },
} satisfies ExportedHandler<Env>;
