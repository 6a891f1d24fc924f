import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imapClient, type Security, type Stand, smtpClient, startStand } from './testing.ts';

const ANNA = { user: 'anna@acme.test', pass: 'anna-password' };
const BERT = { user: 'bert@acme.test', pass: 'bert-password' };

// Dots at the start of lines, 8-bit text and trailing spaces are what gets lost on the way.
const RAW = Buffer.from(
  [
    'From: Anna <anna@acme.test>',
    'To: Bert <bert@acme.test>',
    'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_?= =?utf-8?B?YXVzIEvDtmxu?=',
    'Date: Tue, 03 Feb 2026 10:00:00 +0100',
    'Message-ID: <1@acme.test>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b 1"',
    '',
    'preamble',
    '--b 1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Grüße, "Bert" \\o/  ',
    '.',
    '..two dots',
    '--b 1',
    'Content-Type: application/octet-stream; name=a.bin',
    'Content-Transfer-Encoding: base64',
    '',
    'AAEC',
    '--b 1--',
    '',
  ].join('\r\n'),
);

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({
    accounts: [ANNA, BERT].map(({ user, pass }) => ({ address: user, password: pass })),
  });
});
afterAll(() => stand.server.stop());

async function send(security: Security): Promise<void> {
  const smtp = smtpClient(stand, security, ANNA);
  await smtp.sendMail({ envelope: { from: ANNA.user, to: [BERT.user] }, raw: RAW });
  smtp.close();
}

describe.each<Security>(['tls', 'starttls', 'none'])('with security %s', (security) => {
  test('a message sent is listed, found, read back byte for byte and deleted', async () => {
    await send(security);
    const imap = imapClient(stand, security, BERT);
    await imap.connect();
    const folders = await imap.list();
    expect(folders.map(({ path, specialUse }) => [path, specialUse])).toEqual([
      ['INBOX', '\\Inbox'],
      ['Sent', '\\Sent'],
      ['Junk', '\\Junk'],
      ['Trash', '\\Trash'],
    ]);

    await imap.mailboxOpen('INBOX');
    const uids = await imap.search(
      { from: 'anna', subject: 'grüße aus köln', seen: false, sentSince: new Date('2026-02-03') },
      { uid: true },
    );
    expect(uids).toHaveLength(1);
    const [uid] = uids || [];
    const message = await imap.fetchOne(
      String(uid),
      { source: true, envelope: true, bodyStructure: true, size: true, flags: true },
      { uid: true },
    );
    if (!message) throw new Error('The message is gone');
    expect(message.source).toEqual(RAW);
    expect(message.size).toBe(RAW.length);
    expect(message.envelope).toMatchObject({
      subject: 'Grüße aus Köln',
      messageId: '<1@acme.test>',
      from: [{ name: 'Anna', address: 'anna@acme.test' }],
      to: [{ name: 'Bert', address: 'bert@acme.test' }],
    });
    expect(message.bodyStructure).toMatchObject({
      type: 'multipart/mixed',
      childNodes: [{ type: 'text/plain' }, { type: 'application/octet-stream', size: 4 }],
    });
    expect([...(message.flags ?? [])]).toEqual([]);

    expect(await imap.messageDelete(String(uid), { uid: true })).toBe(true);
    expect(await imap.status('INBOX', { messages: true })).toMatchObject({ messages: 0 });
    await imap.logout();
  });
});

test('parts are fetched by number, header fields by name', async () => {
  await send('tls');
  const imap = imapClient(stand, 'tls', BERT);
  await imap.connect();
  await imap.mailboxOpen('INBOX');
  const message = await imap.fetchOne('*', { bodyParts: ['1', '2.mime'], headers: ['message-id'] });
  if (!message) throw new Error('The message is gone');
  expect(message.headers?.toString()).toBe('Message-ID: <1@acme.test>\r\n\r\n');
  expect(message.bodyParts?.get('1')?.toString()).toBe('Grüße, "Bert" \\o/  \r\n.\r\n..two dots');
  expect(message.bodyParts?.get('2.mime')?.toString()).toBe(
    'Content-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n',
  );
  await imap.messageDelete('1:*');
  await imap.logout();
});

test('an appended message keeps its flags, date and bytes, and its UID is told', async () => {
  const imap = imapClient(stand, 'tls', ANNA);
  await imap.connect();
  const date = new Date('2026-01-02T03:04:05Z');
  const appended = await imap.append('Sent', RAW, ['\\Seen', '$label'], date);
  if (!appended) throw new Error('Not appended');
  await imap.mailboxOpen('Sent');
  const message = await imap.fetchOne(
    String(appended.uid),
    { source: true, flags: true, internalDate: true },
    { uid: true },
  );
  expect(message).toMatchObject({ source: RAW, internalDate: date });
  expect(message && message.flags).toEqual(new Set(['\\Seen', '$label']));
  await imap.logout();
});

test('flags are set, taken away and searched for', async () => {
  const imap = imapClient(stand, 'tls', ANNA);
  await imap.connect();
  await imap.append('Junk', RAW);
  await imap.mailboxOpen('Junk');
  await imap.messageFlagsAdd('1', ['\\Flagged', '\\Seen']);
  await imap.messageFlagsRemove('1', ['\\Seen']);
  expect(await imap.search({ flagged: true, seen: false })).toEqual([1]);
  expect(await imap.search({ not: { flagged: true } })).toEqual([]);
  await imap.logout();
});

test('a moved message leaves one mailbox and is in the other', async () => {
  const imap = imapClient(stand, 'tls', ANNA);
  await imap.connect();
  await imap.append('INBOX', RAW);
  await imap.mailboxOpen('INBOX');
  const moved = await imap.messageMove('1', 'Trash');
  expect(moved && moved.uidMap).toEqual(new Map([[1, 1]]));
  expect(await imap.status('INBOX', { messages: true })).toMatchObject({ messages: 0 });
  expect(await imap.status('Trash', { messages: true })).toMatchObject({ messages: 1 });
  await imap.logout();
});

test('an idling client is told of new mail', async () => {
  const imap = imapClient(stand, 'tls', BERT);
  await imap.connect();
  await imap.mailboxOpen('INBOX');
  const told = new Promise((resolve) => imap.once('exists', resolve));
  const idling = imap.idle();
  await send('tls');
  expect(await told).toMatchObject({ path: 'INBOX', count: 1, prevCount: 0 });
  await imap.messageDelete('1:*');
  await idling;
  await imap.logout();
});

test('two accounts never see each other’s mail', async () => {
  await send('tls');
  const anna = imapClient(stand, 'tls', ANNA);
  await anna.connect();
  await anna.mailboxOpen('INBOX');
  expect(await anna.search({ all: true })).toEqual([]);
  await anna.logout();

  const bert = imapClient(stand, 'tls', BERT);
  await bert.connect();
  await bert.mailboxOpen('INBOX');
  expect(await bert.search({ all: true })).toEqual([1]);
  await bert.messageDelete('1:*');
  await bert.logout();
});
