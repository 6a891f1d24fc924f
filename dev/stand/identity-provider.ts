import {
  parseSettings,
  providerEnvironment,
  type Settings,
} from '../identity-provider/settings.ts';
import type { Demo } from './demo.ts';
import { consents } from './paths.ts';

const HOST = '127.0.0.1';

/** The switchboard of the local Google and Microsoft. */
export const identityProviderUrl = ({ identityProviderPort }: Demo): string =>
  `http://${HOST}:${identityProviderPort}`;

/** The local Google and Microsoft, as the Letterbox at `url` is known to them. */
export const identityProviderSettings = (demo: Demo, url: string): Settings => {
  const client = (name: string) => ({
    id: `letterbox-at-local-${name}`,
    secret: demo.oauthClientSecret,
    redirectUris: [`${url}/api/oauth/${name}/callback`],
  });
  const clients = { google: client('google'), microsoft: client('microsoft') };
  return parseSettings({
    clients,
    host: HOST,
    port: demo.identityProviderPort,
    stateFile: consents,
  });
};

/**
 * What the Worker is told of its providers: the local ones, but for one whose client the stand's own
 * keys name. An empty client id there leaves that provider without configuration.
 */
export const withIdentityProvider = (
  own: NodeJS.Dict<string>,
  demo: Demo,
  url: string,
): NodeJS.Dict<string> => {
  const local = Object.entries(providerEnvironment(identityProviderSettings(demo, url)));
  const isLocal = (name: string) => !(`${name.split('_')[0]}_CLIENT_ID` in own);
  return { ...own, ...Object.fromEntries(local.filter(([name]) => isLocal(name))) };
};
