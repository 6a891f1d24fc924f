import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawClient, type Stand, startStand } from '../testing.ts';
import { LINE_LIMIT_BYTES } from './command-reader.ts';

const LOGIN = 'a LOGIN anna@acme.test secret\r\n';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ accounts: [{ address: 'anna@acme.test', password: 'secret' }] });
});
afterAll(() => stand.server.stop());

async function greeted(): Promise<RawClient> {
  const client = RawClient.connect(stand.server.ports.imap);
  await client.until(/ready\r\n/);
  return client;
}

async function loggedIn(): Promise<RawClient> {
  const client = await greeted();
  await client.ask(LOGIN, /^a OK/m);
  return client;
}

test('what was sent in the clear behind STARTTLS is not executed once TLS is on', async () => {
  const plain = await greeted();
  await plain.ask(`s STARTTLS\r\n${LOGIN}b NOOP\r\n`, /^s OK/m);
  plain.socket.removeAllListeners('data');
  const secure = new RawClient(
    connect({ socket: plain.socket, ca: stand.authority.cert, host: 'localhost' }),
  );
  const answer = await secure.ask('c SELECT INBOX\r\n', /^c /m);
  expect(answer).toBe('c BAD Log in first\r\n');
  secure.socket.destroy();
});

test('an endless line is cut off', async () => {
  const client = await greeted();
  client.socket.write('a NOOP '.padEnd(LINE_LIMIT_BYTES + 1, 'x'));
  await client.closed;
  expect(client.transcript).toBe('* BYE Line too long\r\n');
});

test('a command spread over many short literals is bound by the same line limit', async () => {
  const client = await loggedIn();
  client.socket.write(`b APPEND ${'x{0+}\r\n'.repeat(LINE_LIMIT_BYTES / 4)}`);
  await client.closed;
  expect(client.transcript).toBe('* BYE Line too long\r\n');
});

test('a literal too large is refused before it is sent, and the session goes on', async () => {
  const client = await loggedIn();
  await client.ask('b APPEND INBOX {99999999}\r\n', /^b BAD /m);
  await client.ask('c NOOP\r\n', /^c OK/m);
  client.socket.destroy();
});

test('a literal too large that does not wait to be refused ends the connection', async () => {
  const client = await loggedIn();
  client.socket.write('b APPEND INBOX {99999999+}\r\n');
  await client.closed;
  expect(client.transcript).toBe('* BYE Literal too large\r\n');
});

test('a stranger may send small literals only', async () => {
  const client = await greeted();
  await client.ask('a LOGIN {100000}\r\n', /^a BAD /m);
  client.socket.destroy();
});

test.each([
  ['an unknown command', 'a FROBNICATE', 'a BAD Unknown command'],
  ['an unknown UID command', 'a UID LOGIN x y', 'a BAD Unknown command'],
  ['a missing tag', ' NOOP', '* BAD A tag comes first'],
  ['an unfinished string', 'a LOGIN "x', 'a BAD Unterminated string'],
  ['an unfinished list', 'a ID (', 'a BAD Missing parenthesis'],
  ['a list that was never opened', 'a ID )', 'a BAD Unexpected parenthesis'],
  ['endless nesting', `a ID ${'('.repeat(10_000)}`, 'a BAD Nested too deeply'],
  ['a command before login', 'a SELECT INBOX', 'a BAD Log in first'],
  ['a missing argument', 'a LOGIN x', 'a BAD Missing argument'],
])('%s is answered with BAD', async (_what, command, answer) => {
  const client = await greeted();
  expect(await client.ask(`${command}\r\n`, /\r\n$/)).toBe(`${answer}\r\n`);
  client.socket.destroy();
});

test('a mailbox that does not exist is named so', async () => {
  const client = await loggedIn();
  await client.ask('b SELECT Nowhere\r\n', /^b NO \[NONEXISTENT\]/m);
  await client.ask('c STATUS Nowhere (MESSAGES)\r\n', /^c NO \[NONEXISTENT\]/m);
  await client.ask('d APPEND Nowhere {2+}\r\nhi\r\n', /^d NO \[TRYCREATE\]/m);
  client.socket.destroy();
});

test('LIST with an empty name tells the delimiter, and wildcards choose', async () => {
  const client = await loggedIn();
  expect(await client.ask('b LIST "" ""\r\n', /^b OK/m)).toContain(
    '* LIST (\\Noselect) "/" ""\r\n',
  );
  expect(await client.ask('c LIST "" in%\r\n', /^c OK/m)).toMatch(/^\* LIST .* "INBOX"\r\nc OK/);
  expect(await client.ask('d LIST "" *n*\r\n', /^d OK/m)).toMatch(/"INBOX".*"Sent".*"Junk"\r\nd/s);
  client.socket.destroy();
});

test('sequence numbers hold still while somebody else expunges, until the session is told', async () => {
  const [one, two] = [await loggedIn(), await loggedIn()];
  for (const body of ['1', '2', '3']) await one.ask(`b APPEND Trash {1+}\r\n${body}\r\n`, /^b OK/m);
  await one.ask('c SELECT Trash\r\n', /^c OK/m);
  await two.ask('c SELECT Trash\r\n', /^c OK/m);
  await one.ask('d STORE 1 +FLAGS.SILENT (\\Deleted)\r\n', /^d OK/m);
  expect(await one.ask('e EXPUNGE\r\n', /^e OK/m)).toBe('* 1 EXPUNGE\r\ne OK Done\r\n');

  expect(await two.ask('f FETCH 2 BODY.PEEK[]\r\n', /^f OK/m)).toContain(
    '* 2 FETCH (BODY[] {1}\r\n2)',
  );
  expect(await two.ask('g NOOP\r\n', /^g OK/m)).toBe('* 1 EXPUNGE\r\ng OK Done\r\n');
  expect(await two.ask('h FETCH 2 BODY[]<0.5>\r\n', /^h OK/m)).toContain(
    '* 2 FETCH (BODY[]<0> {1}\r\n3 FLAGS (\\Seen))',
  );
  expect(await one.ask('i NOOP\r\n', /^i OK/m)).toContain('* 2 FETCH (UID 3 FLAGS (\\Seen))');
  one.socket.destroy();
  two.socket.destroy();
});

test('a mailbox opened with EXAMINE stays as it is', async () => {
  const client = await loggedIn();
  await client.ask('b APPEND Junk {2+}\r\nhi\r\n', /^b OK/m);
  await client.ask('c EXAMINE Junk\r\n', /^c OK \[READ-ONLY\]/m);
  expect(await client.ask('d FETCH 1 BODY[TEXT]\r\n', /^d OK/m)).not.toContain('FLAGS');
  await client.ask('e STORE 1 FLAGS (\\Deleted)\r\n', /^e NO/m);
  await client.ask('f EXPUNGE\r\n', /^f NO/m);
  client.socket.destroy();
});
