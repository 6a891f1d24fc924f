import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingRealServers } from '../../dev/real-servers/missing.ts';
import { type RealServers, startRealServers } from '../../dev/real-servers/start.ts';
import type { ImapHost, SmtpHost } from '../../dev/real-servers/whereabouts.ts';
import { byPassword, type Door, verdictAt } from '../testing/on-real-server.ts';

const missing = missingRealServers();

type Ways = Record<string, Door>;

const imapWays = ({ host, imap, imaps, loginOnly }: ImapHost): Ways => {
  const at = { protocol: 'imap', host } as const;
  return {
    TLS: { ...at, port: imaps, security: 'tls' },
    STARTTLS: { ...at, port: imap, security: 'starttls' },
    'no TLS': { ...at, port: imap, security: 'none' },
    'LOGIN only': { ...at, port: loginOnly, security: 'starttls' },
  };
};

const smtpWays = (postOffice: SmtpHost): Ways => {
  const { host, smtp, submissions, smtpPlain, plainOnly, loginOnly } = postOffice;
  const at = { protocol: 'smtp', host } as const;
  return {
    TLS: { ...at, port: submissions, security: 'tls' },
    STARTTLS: { ...at, port: smtp, security: 'starttls' },
    'no TLS': { ...at, port: smtpPlain, security: 'none' },
    'LOGIN only': { ...at, port: loginOnly, security: 'starttls' },
    'PLAIN only': { ...at, port: plainOnly, security: 'starttls' },
  };
};

const waysOf = ({ dovecot, postfix, cyrus, exim }: RealServers): Record<string, Ways> => ({
  Dovecot: imapWays(dovecot),
  Postfix: smtpWays(postfix),
  Cyrus: {
    ...imapWays(cyrus),
    'PLAIN only': {
      protocol: 'imap',
      host: cyrus.host,
      port: cyrus.plainOnly,
      security: 'starttls',
    },
  },
  Exim: smtpWays(exim),
});

describe.skipIf(missing !== null && process.env.CI !== 'true')('the good path', () => {
  let servers: RealServers;
  beforeAll(async () => {
    servers = await startRealServers();
  });
  afterAll(() => servers?.stop());

  /** By way: what every account came to. Passwords in ASCII, with quotes and in UTF-8; users too. */
  const allVerdicts = async (name: string): Promise<Record<string, string[]>> => {
    const everybody = [...servers.accounts, servers.quotedAccount]
      // Cyrus knows no user outside ASCII.
      .filter(({ address }) => name !== 'Cyrus' || /^[\x21-\x7e]+$/.test(address));
    expect(everybody.length).toBeGreaterThan(2);
    const verdicts: Record<string, string[]> = {};
    for (const [way, door] of Object.entries(waysOf(servers)[name] ?? {})) {
      verdicts[way] = [];
      for (const account of everybody) {
        verdicts[way].push(await verdictAt(door, byPassword(account), { authority: servers.ca }));
      }
    }
    return verdicts;
  };
  const always = (count: number) => Array.from({ length: count }, () => 'ok');

  test.each([
    ['Dovecot', 4],
    ['Postfix', 4],
    ['Cyrus', 3],
    ['Exim', 4],
  ])('on %s every account passes in every way', async (name, accounts) => {
    const passed = always(accounts);
    const ways = { TLS: passed, STARTTLS: passed, 'no TLS': passed, 'LOGIN only': passed };
    expect(await allVerdicts(name)).toEqual(
      name === 'Dovecot' ? ways : { ...ways, 'PLAIN only': passed },
    );
  });

  test.each(['tls', 'starttls'] as const)('an access token passes with %s', async (security) => {
    const { host, imap, imaps, smtp, submissions, account, accessToken } = servers.oauth;
    const login = { username: account.address, accessToken };
    const at = { host, security };
    const doors: Door[] = [
      { ...at, protocol: 'imap', port: security === 'tls' ? imaps : imap },
      { ...at, protocol: 'smtp', port: security === 'tls' ? submissions : smtp },
    ];
    for (const door of doors) {
      expect(await verdictAt(door, login, { authority: servers.ca })).toBe('ok');
    }
  });
});
