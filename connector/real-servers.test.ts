import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Security, securities } from '../contract/mail-server.ts';
import type { Account } from '../dev/real-servers/accounts.ts';
import { missingRealServers } from '../dev/real-servers/missing.ts';
import { type RealServers, startRealServers } from '../dev/real-servers/start.ts';
import { verdict } from './testing/both-protocols.ts';
import { on, testServers } from './testing/rig.ts';

const missing = missingRealServers();
type Ports = RealServers['dovecot'] & RealServers['postfix'];

describe.skipIf(missing !== null && process.env.CI !== 'true')('Dovecot and Postfix', () => {
  let servers: RealServers;
  let support: Account;
  beforeAll(async () => {
    servers = await startRealServers();
    support = servers.accounts[0] as Account;
  });
  afterAll(() => servers?.stop());

  const tested = async (
    security: Security,
    wishes: { account?: Account; sender?: string; more?: Partial<Ports> } = {},
  ) => {
    const { account = support, more = {} } = wishes;
    const sender = wishes.sender ?? account.address;
    const { host, imap, imaps, smtp, submissions, smtpPlain } = {
      ...servers.dovecot,
      ...servers.postfix,
      ...more,
    };
    const settings = { host, security, username: account.address, password: account.password };
    const { result } = await testServers(
      {
        imap: on(security === 'tls' ? imaps : imap, settings),
        smtp: {
          ...on({ tls: submissions, starttls: smtp, none: smtpPlain }[security], settings),
          sender,
        },
      },
      { authority: servers.ca },
    );
    return [verdict(result.imap?.failure), verdict(result.smtp?.failure)];
  };

  test.each(securities)('with %s every account passes', async (security) => {
    for (const account of servers.accounts) {
      expect(await tested(security, { account })).toEqual(['ok', 'ok']);
    }
  });

  test('a wrong password is told as such', async () => {
    const account = { ...support, password: 'wrong' };
    expect(await tested('tls', { account })).toEqual([
      'authenticate: wrong-password',
      'authenticate: wrong-password',
    ]);
  });

  test('a sender that is another account’s is refused', async () => {
    const other = servers.accounts[1] as Account;
    expect(await tested('tls', { sender: other.address })).toEqual([
      'ok',
      'sender: sender-refused',
    ]);
  });

  test.each([
    ['expired', 'certificate-expired'],
    ['notYetValid', 'certificate-not-yet-valid'],
    ['wrongName', 'certificate-wrong-name'],
    ['selfSigned', 'certificate-self-signed'],
    ['unknownAuthority', 'certificate-untrusted'],
  ] as const)('a certificate that is %s is refused', async (which, code) => {
    for (const security of ['tls', 'starttls'] as const) {
      expect(await tested(security, { more: servers.badCertificates[which] })).toEqual([
        `tls: ${code}`,
        `tls: ${code}`,
      ]);
    }
  });

  test('TLS 1.1 at most is too old', async () => {
    const [, smtp] = await tested('tls', { more: servers.tls11Only });
    expect(smtp).toBe('tls: tls-version-unsupported');
  });

  test('a server that wants STARTTLS lets nobody in without', async () => {
    const { host, imap, smtp } = servers.tlsRequired;
    expect(await tested('none', { more: { host, imap, smtpPlain: smtp } })).toEqual([
      'authenticate: login-disabled',
      'authenticate: login-disabled',
    ]);
  });
});
