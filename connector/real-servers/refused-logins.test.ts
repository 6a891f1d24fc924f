import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingRealServers } from '../../dev/real-servers/missing.ts';
import { type RealServers, startRealServers } from '../../dev/real-servers/start.ts';
import { byPassword, type Door, type Login, verdictAt } from '../testing/on-real-server.ts';

const missing = missingRealServers();
const names = ['dovecot', 'postfix', 'cyrus', 'exim'] as const;

describe.skipIf(missing !== null && process.env.CI !== 'true')('a refused login', () => {
  let servers: RealServers;
  beforeAll(async () => {
    servers = await startRealServers();
  });
  afterAll(() => servers?.stop());

  const verdict = (door: Door, login: Login) => verdictAt(door, login, { authority: servers.ca });
  const tlsDoor = (name: (typeof names)[number]): Door => {
    const server = servers[name];
    const at = { host: server.host, security: 'tls' } as const;
    return 'imaps' in server
      ? { ...at, protocol: 'imap', port: server.imaps }
      : { ...at, protocol: 'smtp', port: server.submissions };
  };
  const tokenDoors = (): Door[] => {
    const { host, imaps, submissions } = servers.oauth;
    return [
      { protocol: 'imap', host, port: imaps, security: 'tls' },
      { protocol: 'smtp', host, port: submissions, security: 'tls' },
    ];
  };

  test.each(names)('%s: a wrong password, in ASCII and not, and an unknown user', async (name) => {
    const { address } = servers.quotedAccount;
    const wrong = [
      { username: address, password: 'wrong' },
      { username: address, password: 'falsch süß "€' },
      { username: 'nobody@letterbox.test', password: 'wrong' },
    ];
    const verdicts = await Promise.all(wrong.map((login) => verdict(tlsDoor(name), login)));
    expect(verdicts).toEqual(wrong.map(() => 'authenticate: wrong-password'));
  });

  test.each(names)('%s: an access token where none is taken', async (name) => {
    const login = { username: servers.quotedAccount.address, accessToken: 'no-token' };
    expect(await verdict(tlsDoor(name), login)).toBe(
      'authenticate: authentication-mechanism-unsupported',
    );
  });

  test('a wrong access token, and another account’s', async () => {
    const { account, accessToken } = servers.oauth;
    const other = servers.quotedAccount.address;
    for (const door of tokenDoors()) {
      for (const login of [
        { username: account.address, accessToken: 'wrong' },
        { username: other, accessToken },
      ]) {
        expect(await verdict(door, login)).toBe('authenticate: token-refused');
      }
    }
  });

  test('a password where only access tokens are taken', async () => {
    for (const door of tokenDoors()) {
      expect(await verdict(door, byPassword(servers.quotedAccount))).toBe(
        'authenticate: oauth-required',
      );
    }
  });

  test('a sender that is another account’s, on Exim', async () => {
    const sender = servers.junkAccount.address;
    const wishes = { authority: servers.ca, sender };
    expect(await verdictAt(tlsDoor('exim'), byPassword(servers.quotedAccount), wishes)).toBe(
      'sender: sender-refused',
    );
  });
});
