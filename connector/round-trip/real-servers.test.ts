import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Security } from '../../contract/mail-server.ts';
import type { Account } from '../../dev/real-servers/accounts.ts';
import { missingRealServers } from '../../dev/real-servers/missing.ts';
import { type RealServers, startRealServers } from '../../dev/real-servers/start.ts';
import { imapOver, passwordOf } from '../../dev/real-servers/testing.ts';
import { rig } from '../testing/rig.ts';
import { runRoundTrip } from './run-round-trip.ts';

const missing = missingRealServers();
const theirs = (subject: string): Buffer =>
  Buffer.from(`From: anna@example.com\r\nSubject: ${subject}\r\n\r\nHello\r\n`);

describe.skipIf(missing !== null && process.env.CI !== 'true')('Dovecot and Postfix', () => {
  let servers: RealServers;
  beforeAll(async () => {
    servers = await startRealServers();
  });
  afterAll(() => servers?.stop());

  const trip = (account: Account, security: Security = 'tls', tripMs = 20_000) => {
    const { dovecot, postfix, ca } = servers;
    const login = { security, username: account.address, password: account.password };
    const isTls = security === 'tls';
    const imap = { ...login, host: dovecot.host, port: isTls ? dovecot.imaps : dovecot.imap };
    const smtp = { ...login, host: postfix.host, port: isTls ? postfix.submissions : postfix.smtp };
    const deps = rig({ ports: [imap.port, smtp.port], authority: ca });
    const request = { tenant: 't', imap, smtp: { ...smtp, sender: account.address } };
    const doing = { signal: new AbortController().signal, emit: () => {} };
    return runRoundTrip(request, deps, doing, { tripMs });
  };

  const inMailbox = async <T>(
    account: Account,
    work: (client: ReturnType<typeof imapOver>) => Promise<T>,
  ): Promise<T> => {
    const { host, imaps: port } = servers.dovecot;
    const client = imapOver({ host, port, ca: servers.ca }, passwordOf(account));
    await client.connect();
    const value = await work(client);
    await client.logout();
    return value;
  };
  /** The subjects of all messages in all folders, and whether they are marked as deleted. */
  const held = (account: Account): Promise<string[]> =>
    inMailbox(account, async (client) => {
      const found: string[] = [];
      for (const { path } of await client.list()) {
        const { exists } = await client.mailboxOpen(path, { readOnly: true });
        if (exists === 0) continue;
        for await (const { envelope, flags } of client.fetch('1:*', {
          envelope: true,
          flags: true,
        })) {
          found.push(`${path}: ${envelope?.subject} ${[...(flags ?? [])].join(' ')}`.trim());
        }
      }
      return found.toSorted();
    });

  test.each(['tls', 'starttls'] as const)(
    'give a message back in INBOX, over %s, and nothing of it is left',
    async (security) => {
      for (const account of [...servers.accounts, servers.quotedAccount]) {
        expect(await trip(account, security)).toMatchObject({
          ...{ ok: true, folder: 'INBOX', folderUse: 'inbox', deleted: true, failure: null },
          authentication: null,
        });
        expect(await held(account)).toEqual([]);
      }
    },
    60_000,
  );

  test('give it back in Junk, where that is where it went', async () => {
    expect(await trip(servers.junkAccount)).toMatchObject({
      ...{ ok: true, folder: 'Junk', folderUse: 'junk', deleted: true },
    });
    expect(await held(servers.junkAccount)).toEqual([]);
  });

  test('give it back with what the receiver wrote of its sender', async () => {
    expect(await trip(servers.judgedAccount)).toMatchObject({
      ...{ ok: true, folder: 'INBOX', deleted: true },
      authentication: { spf: 'pass', dkim: 'none', dmarc: 'fail' },
    });
    expect(await held(servers.judgedAccount)).toEqual([]);
  });

  test('keep what somebody has marked as deleted', async () => {
    const { judgedAccount: account } = servers;
    await inMailbox(account, async (client) => {
      for (const path of ['INBOX', 'Sent']) {
        await client.append(path, theirs('Marked'), ['\\Deleted']);
        await client.append(path, theirs('New'));
      }
    });
    expect(await trip(account)).toMatchObject({ ok: true, deleted: true });
    const isRecent = / ?\\Recent/;
    expect((await held(account)).map((each) => each.replace(isRecent, ''))).toEqual([
      ...['INBOX: Marked \\Deleted', 'INBOX: New', 'Sent: Marked \\Deleted', 'Sent: New'],
    ]);
  });

  test('keep what nobody has looked at as that, where it was only looked for', async () => {
    const { junkAccount: account } = servers;
    await inMailbox(account, (client) => client.append('INBOX', theirs('New')));
    expect(await held(account)).toEqual(['INBOX: New \\Recent']);
    expect(await trip(account)).toMatchObject({ folder: 'Junk', deleted: true });
    expect(await held(account)).toEqual(['INBOX: New \\Recent']);
  });
});
