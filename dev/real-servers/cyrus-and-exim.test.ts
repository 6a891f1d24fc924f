import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingRealServers } from './missing.ts';
import { type RealServers, startRealServers } from './start.ts';
import { imapOver, passwordOf, smtpOver } from './testing.ts';

const missing = missingRealServers();

describe.skipIf(missing !== null && process.env.CI !== 'true')('Cyrus and Exim', () => {
  let servers: RealServers;
  beforeAll(async () => {
    servers = await startRealServers();
  });
  afterAll(() => servers?.stop());

  it('has the usual mailboxes on Cyrus from the first login on', async () => {
    const { host, imaps: port } = servers.cyrus;
    const imap = imapOver({ host, port, ca: servers.ca }, passwordOf(servers.quotedAccount));
    await imap.connect();
    const mailboxes = (await imap.list()).map(({ path, specialUse }) => [path, specialUse]);
    await imap.logout();
    expect(mailboxes).toEqual([
      ['INBOX', '\\Inbox'],
      ['Sent', '\\Sent'],
      ['Junk', '\\Junk'],
      ['Trash', '\\Trash'],
    ]);
  });

  it('takes a message of the account’s own on Exim, and one of nobody else', async () => {
    const { host, submissions: port } = servers.exim;
    const [support, sales] = servers.accounts.map(({ address }) => address);
    const odd = servers.accounts.at(-1);
    if (!odd) throw new Error('There is no account.');
    const smtp = smtpOver({ host, port, ca: servers.ca }, passwordOf(odd));
    const send = (from = '', to = '') => smtp.sendMail({ from, to, text: 'Hello' });
    await expect(send(odd.address, sales)).resolves.toMatchObject({ accepted: [sales] });
    await expect(send(support, sales)).rejects.toMatchObject({
      responseCode: 550,
      command: 'MAIL FROM',
    });
    await expect(send(odd.address, 'a@elsewhere.test')).rejects.toMatchObject({
      responseCode: 550,
    });
  });
});
