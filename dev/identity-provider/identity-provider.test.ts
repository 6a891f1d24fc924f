import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { start } from './testing.ts';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

const keysAt = (host: string, port: number) =>
  fetch(`http://${host}:${port}/google/oauth2/v3/certs`).then(
    ({ status }) => status,
    () => 'nobody',
  );

/** Not by fetch, which has its own idea of a request's Host. */
const askAs = async (host: string, port: number) => {
  const path = '/google/.well-known/openid-configuration';
  const sent = get({ host: '127.0.0.1', port, path, headers: { host } });
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return text(answer);
};

test.skipIf(!hasIpv6)(
  'localhost is answered on both of its addresses, until it stops',
  async () => {
    const provider = await start();
    const { port } = provider;
    expect(await keysAt('127.0.0.1', port)).toBe(200);
    expect(await keysAt('[::1]', port)).toBe(200);
    await provider.stop();
    expect(await keysAt('127.0.0.1', port)).toBe('nobody');
    expect(await keysAt('[::1]', port)).toBe('nobody');
  },
);

test('addresses come from the settings, whatever a request says of its host', async () => {
  const issuers = {
    google: 'https://accounts.google.com',
    microsoft: 'https://ms.test/{tenantid}',
  };
  const provider = await start({ issuers, browserHost: '127.0.0.1' });
  const { google, microsoft } = provider.endpoints;
  expect(google.issuer).toBe('https://accounts.google.com');
  expect(provider.environment.MICROSOFT_ISSUER_TEMPLATE).toBe('https://ms.test/{tid}');
  expect(microsoft.authority).toBe(`${provider.url}/microsoft`);
  const document = await askAs('attacker.test', provider.port);
  expect(document).toContain(google.token);
  expect(document).not.toContain('attacker.test');
  await provider.stop();
});
