import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawClient, type Stand, smtpClient, startStand } from './testing.ts';

const ANNA = { user: 'anna@acme.test', pass: 'anna-password' };
const RAW = 'Subject: hello\r\n\r\nHello\r\n';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({
    accounts: [
      { address: ANNA.user, password: ANNA.pass },
      { address: 'bert@acme.test', password: 'bert-password' },
    ],
  });
});
afterAll(() => stand.server.stop());

function inboxOf(address: string): string[] {
  const messages = stand.server.store.account(address)?.mailbox('INBOX')?.messages ?? [];
  return messages.map(({ raw }) => raw.toString());
}

function send(from: string, to: string[]): Promise<unknown> {
  return smtpClient(stand, 'tls', ANNA).sendMail({ envelope: { from, to }, raw: RAW });
}

test('every local recipient gets a copy, whatever the case of the address', async () => {
  await send(ANNA.user, ['BERT@acme.test', ANNA.user]);
  expect(inboxOf('bert@acme.test')).toEqual([RAW]);
  expect(inboxOf(ANNA.user)).toEqual([RAW]);
});

test('an address that is not local is refused with 550 5.1.1', async () => {
  await expect(send(ANNA.user, ['somebody@example.com'])).rejects.toMatchObject({
    responseCode: 550,
    response: expect.stringContaining('550 5.1.1'),
  });
});

test('a sender other than the account’s own address is refused with 553 5.7.1', async () => {
  await expect(send('bert@acme.test', [ANNA.user])).rejects.toMatchObject({
    responseCode: 553,
    response: expect.stringContaining('553 5.7.1'),
  });
});

test('nobody sends without logging in', async () => {
  const stranger = smtpClient(stand, 'tls', undefined as never);
  const envelope = { from: ANNA.user, to: [ANNA.user] };
  await expect(stranger.sendMail({ envelope, raw: RAW })).rejects.toMatchObject({
    responseCode: 530,
  });
});

test('a message over 10 MiB is refused with 552 and not delivered', async () => {
  const before = inboxOf(ANNA.user).length;
  const raw = Buffer.alloc(10 * 1024 * 1024 + 1, 'x\r\n');
  const sent = smtpClient(stand, 'tls', ANNA).sendMail({
    envelope: { from: ANNA.user, to: [ANNA.user] },
    raw,
  });
  await expect(sent).rejects.toMatchObject({ responseCode: 552 });
  expect(inboxOf(ANNA.user)).toHaveLength(before);
});

test('what was sent in the clear behind STARTTLS is not executed once TLS is on', async () => {
  const auth = Buffer.from(`\0${ANNA.user}\0${ANNA.pass}`).toString('base64');
  const plain = RawClient.connect(stand.server.ports.smtp);
  await plain.until(/^220 /m);
  await plain.ask('EHLO test\r\n', /^250 /m);
  await plain.ask(`STARTTLS\r\nEHLO injected\r\nAUTH PLAIN ${auth}\r\n`, /^220 /m);
  plain.socket.removeAllListeners('data');
  const secure = new RawClient(
    connect({ socket: plain.socket, ca: stand.authority.cert, host: 'localhost' }),
  );
  expect(await secure.ask('MAIL FROM:<anna@acme.test>\r\n', /\r\n/)).toMatch(/^503 .*EHLO/);
  await secure.ask('EHLO test\r\n', /^250 /m);
  expect(await secure.ask('MAIL FROM:<anna@acme.test>\r\n', /\r\n/)).toMatch(/^530 /);
  secure.socket.destroy();
});

test('an endless line is cut off', async () => {
  const client = RawClient.connect(stand.server.ports.smtp);
  await client.until(/^220 /m);
  client.socket.write('EHLO '.padEnd(64 * 1024, 'x'));
  await client.closed;
  expect(client.transcript).toMatch(/^421 /);
});
