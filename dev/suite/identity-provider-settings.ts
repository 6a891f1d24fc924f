import { parseSettings, providerEnvironment } from '../identity-provider/settings.ts';

const clientOf = (name: string) => ({
  id: `${name}-client`,
  // Like the mail account's password: to be found nowhere but on the wire.
  secret: `canary-secret-of-the-${name}-client`,
  redirectUris: [`https://letterbox.test/api/oauth/${name}/callback`],
});

/** The local Google and Microsoft behind the Worker's tests. */
export const identityProviderSettings = (port: number) =>
  parseSettings({
    clients: { google: clientOf('google'), microsoft: clientOf('microsoft') },
    port,
  });

/** What the Worker under test is told of them before they run. */
export const identityProviderBindings = (port: number) => ({
  ...providerEnvironment(identityProviderSettings(port)),
  IDENTITY_PROVIDER: `http://127.0.0.1:${port}`,
});
