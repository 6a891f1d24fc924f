import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, authenticationResults } from './accounts.ts';
import { missingRealServers } from './missing.ts';
import { type RealServers, startRealServers } from './start.ts';
import { imapOver, passwordOf, smtpOver } from './testing.ts';

const missing = missingRealServers();

describe.skipIf(missing !== null && process.env.CI !== 'true')('what Postfix takes', () => {
  let servers: RealServers;
  beforeAll(async () => {
    servers = await startRealServers();
  });
  afterAll(() => servers?.stop());

  const found = async (account: Account, mailbox: string): Promise<string[]> => {
    const { host, imaps: port } = servers.dovecot;
    const client = imapOver({ host, port, ca: servers.ca }, passwordOf(account));
    await client.connect();
    await client.mailboxOpen(mailbox);
    const sources: string[] = [];
    for await (const { source } of client.fetch('1:*', { source: true })) {
      sources.push(String(source));
    }
    await client.logout();
    return sources;
  };
  const sentToItself = async (account: Account, mailbox: string): Promise<string> => {
    const { host, submissions: port } = servers.postfix;
    const { address } = account;
    await smtpOver({ host, port, ca: servers.ca }, passwordOf(account)).sendMail({
      from: address,
      to: address,
      subject: 'Round trip',
      text: 'There and back',
    });
    await expect.poll(() => found(account, mailbox)).toHaveLength(1);
    const [source = ''] = await found(account, mailbox);
    return source;
  };

  it('lands in the INBOX of an account that writes to itself', async () => {
    for (const account of [...servers.accounts, servers.quotedAccount]) {
      const source = await sentToItself(account, 'INBOX');
      expect(source).toContain('There and back');
      expect(source).not.toContain('Authentication-Results');
    }
  });

  it('lands in Junk, and only there, where the account’s mail goes there', async () => {
    expect(await sentToItself(servers.junkAccount, 'Junk')).toContain('There and back');
    expect(await found(servers.junkAccount, 'INBOX')).toEqual([]);
  });

  it('is judged where the account’s mail is', async () => {
    expect(await sentToItself(servers.judgedAccount, 'INBOX')).toContain(
      `\n${authenticationResults}\r\n`,
    );
  });
});
