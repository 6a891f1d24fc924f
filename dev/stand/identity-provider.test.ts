import { expect, test } from 'vitest';
import { readConfiguration } from '../../worker/platform/configuration.ts';
import { providerOf } from '../../worker/platform/oauth/providers.ts';
import type { Demo } from './demo.ts';
import { withIdentityProvider } from './identity-provider.ts';

const key = Buffer.alloc(32).toString('base64');
const keys = { AUTH_SECRET: 's'.repeat(32), ENCRYPTION_KEY: key, CONNECTOR_HMAC_KEY: key };

const demo: Demo = {
  password: 'a password',
  mailPassword: 'another',
  connectorPort: 1,
  identityProviderPort: 8790,
  oauthClientSecret: 'a client secret',
  mailPorts: { imap: 2, imaps: 3, smtp: 4, submissions: 5 },
};

const providersWith = (own: NodeJS.Dict<string>) => {
  const url = 'http://127.0.0.1:8787';
  const environment = withIdentityProvider({ ...keys, ...own }, demo, url);
  const configuration = readConfiguration({ ...environment, PUBLIC_URL: url });
  return {
    google: providerOf(configuration, 'google'),
    microsoft: providerOf(configuration, 'microsoft'),
  };
};

test('a stand uses the local providers', () => {
  const { google, microsoft } = providersWith({});
  expect(google).toMatchObject({
    clientSecret: 'a client secret',
    tokenEndpoint: 'http://127.0.0.1:8790/google/token',
  });
  expect(microsoft?.authorizationEndpoint).toBe(
    'http://localhost:8790/microsoft/common/oauth2/v2.0/authorize',
  );
});

test('a client of one’s own in .dev.vars goes to the real provider, and the other stays local', () => {
  const own = { GOOGLE_CLIENT_ID: 'my own', GOOGLE_CLIENT_SECRET: 'my secret' };
  const { google, microsoft } = providersWith(own);
  expect(google).toMatchObject({
    clientId: 'my own',
    clientSecret: 'my secret',
    tokenEndpoint: 'https://oauth2.googleapis.com/token',
  });
  expect(microsoft?.clientSecret).toBe('a client secret');
});

test('an empty client id in .dev.vars shows a deployment without that provider', () => {
  const { google, microsoft } = providersWith({ MICROSOFT_CLIENT_ID: '' });
  expect(microsoft).toBeNull();
  expect(google).not.toBeNull();
});
