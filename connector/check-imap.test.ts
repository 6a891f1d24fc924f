import { expect, test } from 'vitest';
import { testAgainst } from './testing/both-protocols.ts';
import { certificates } from './testing/certificates.ts';
import { PASSWORD } from './testing/rig.ts';
import { close, drip, flood, reset, type Step, say, silence } from './testing/scripted-server.ts';
import { imapScript } from './testing/scripts.ts';

const { good, authority } = await certificates();
const SHORT = { stageMs: 1_500 };
const refusing = (text: string) => imapScript([[/ LOGIN /i, `{tag} ${text}\r\n`]]);
const capable = (capabilities: string, rows: Parameters<typeof imapScript>[0] = []) =>
  imapScript(rows, { greeting: `* OK [CAPABILITY IMAP4rev1 ${capabilities}] ready\r\n` });
const sentPassword = (heard: string[]) =>
  heard.join('').includes(PASSWORD) ||
  heard.join('').includes(Buffer.from(`\0support@example.com\0${PASSWORD}`).toString('base64'));

test.each([
  ['NO [AUTHENTICATIONFAILED] no', 'wrong-password'],
  ['NO no', 'wrong-password'],
  ['NO [ALERT] Application-specific password required', 'wrong-password'],
  ['NO [UNAVAILABLE] later', 'temporary-failure'],
  ['NO [INUSE] later', 'temporary-failure'],
  ['NO [LIMIT] too many', 'too-many-connections'],
  ['NO [EXPIRED] too old', 'password-expired'],
  ['NO [CONTACTADMIN] ask', 'account-disabled'],
  ['NO [PRIVACYREQUIRED] not like this', 'login-disabled'],
  ['BAD what', 'protocol-error'],
  ['BAD Request is throttled. Suggested Backoff Time: 1 milliseconds', 'temporary-failure'],
])('a login answered %s is %s', async (text, code) => {
  expect((await testAgainst('imap', refusing(text))).verdict).toBe(`authenticate: ${code}`);
});

test('signing in without encryption is refused before the password is sent', async () => {
  const { verdict, server } = await testAgainst('imap', capable('LOGINDISABLED'));
  expect(verdict).toBe('authenticate: login-disabled');
  expect(sentPassword(server.heard)).toBe(false);
});

test('a server with LOGIN disabled is signed in to by AUTHENTICATE', async () => {
  const sasl: Step[] = [
    say('+ \r\n'),
    async (talk) => {
      await talk.line();
      await say('{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n')(talk);
    },
  ];
  const steps = capable('LOGINDISABLED AUTH=PLAIN', [[/ AUTHENTICATE PLAIN$/i, sasl]]);
  const { verdict, server } = await testAgainst('imap', steps, {
    security: 'tls',
    tls: good,
    authority,
  });
  expect(verdict).toBe('ok');
  expect(sentPassword(server.heard)).toBe(true);
});

test('a server that only knows OAuth does not accept a password', async () => {
  const refused = [[/ LOGIN /i, '{tag} NO no\r\n']] as const;
  const tls = { security: 'tls', tls: good, authority } as const;
  for (const capabilities of ['AUTH=XOAUTH2 LOGINDISABLED', 'AUTH=XOAUTH2']) {
    const { verdict } = await testAgainst('imap', capable(capabilities, refused), tls);
    expect(verdict).toBe('authenticate: oauth-required');
  }
});

test('PREAUTH is no login, and no way around STARTTLS', async () => {
  const steps = imapScript([], { greeting: '* PREAUTH [CAPABILITY IMAP4rev1] welcome\r\n' });
  expect((await testAgainst('imap', steps)).verdict).toBe('authenticate: already-signed-in');
  const { verdict, server } = await testAgainst('imap', steps, { security: 'starttls' });
  expect(verdict).toBe('tls: starttls-not-offered');
  expect(sentPassword(server.heard)).toBe(false);
  expect(server.heard.join('')).not.toMatch(/LOGIN|AUTHENTICATE/);
});

test('credentials of another alphabet and with quotes reach the server', async () => {
  const quoted = await testAgainst('imap', imapScript(), { password: 'a"b\\c' });
  expect(quoted.verdict).toBe('ok');
  expect(quoted.server.heard.join('')).toContain('"a\\"b\\\\c"');
  const sasl: Step[] = [
    say('+ \r\n'),
    async (talk) => {
      const sent = Buffer.from(await talk.line(), 'base64').toString('utf8');
      const right = sent === '\0support@example.com\0pässwörd';
      await say(`{tag} ${right ? 'OK' : 'NO'} [CAPABILITY IMAP4rev1] so\r\n`)(talk);
    },
  ];
  const steps = imapScript([[/ AUTHENTICATE PLAIN$/i, sasl]]);
  expect((await testAgainst('imap', steps, { password: 'pässwörd' })).verdict).toBe('ok');
});

test.each([
  ['is not there', 'NO [NONEXISTENT] no such mailbox', '{tag} OK done\r\n', 'mailbox-missing'],
  [
    'is refused',
    'NO [NOPERM] not yours',
    '* LIST () "/" INBOX\r\n{tag} OK done\r\n',
    'mailbox-forbidden',
  ],
  ['is busy', 'NO [INUSE] later', '* LIST () "/" INBOX\r\n{tag} OK done\r\n', 'temporary-failure'],
  ['is not understood', 'BAD what', '{tag} OK done\r\n', 'mailbox-forbidden'],
])('an INBOX that %s', async (_, status, list, code) => {
  const steps = imapScript([
    [/ STATUS /i, `{tag} ${status}\r\n`],
    [/ LIST /i, list],
  ]);
  const { verdict, protocol } = await testAgainst('imap', steps);
  expect(verdict).toBe(`mailbox: ${code}`);
  expect(protocol.stages.find(({ stage }) => stage === 'authenticate')?.status).toBe('passed');
});

test('a server that ends, resets, says BYE, drips or stays silent at the login', async () => {
  const login = async (...steps: Step[]) =>
    (await testAgainst('imap', imapScript([[/ LOGIN /i, steps]]), { deadlines: SHORT })).verdict;
  expect(await login(close())).toBe('authenticate: connection-closed');
  expect(await login(reset())).toBe('authenticate: connection-closed');
  expect(await login(say('* BYE [UNAVAILABLE] later\r\n'), close())).toBe(
    'authenticate: server-unavailable',
  );
  expect(await login(silence())).toBe('authenticate: login-timeout');
  expect(await login(drip('* OK still here\r\n', 5))).toBe('authenticate: login-timeout');
});

test('a server that ends, resets or stays silent at the mailbox', async () => {
  const status = async (step: Step) =>
    (await testAgainst('imap', imapScript([[/ STATUS /i, [step]]]), { deadlines: SHORT })).verdict;
  expect(await status(close())).toBe('mailbox: connection-closed');
  expect(await status(reset())).toBe('mailbox: connection-closed');
  expect(await status(silence())).toBe('mailbox: answer-timeout');
});

test.each([
  ['an endless line', [say('* OK '), flood('a', 10_000_000)]],
  ['a huge literal', [say('* ID ("x" {99999999}\r\n'), flood('a', 10_000_000)]],
  ['a flood of short lines', [flood('* OK hm\r\n', 10_000_000)]],
  ['a flood of tokens', [say(`* ID (${'"a" '.repeat(15_000)})\r\n`)]],
])('%s is cut off', async (_, steps) => {
  const { verdict } = await testAgainst('imap', imapScript([[/ LOGIN /i, steps]]));
  expect(verdict).toBe('authenticate: response-too-large');
});

test('the result waits for the answer to STATUS, not for those to NAMESPACE and LOGOUT', async () => {
  const steps = imapScript([[/ (NAMESPACE|LOGOUT)$/i, []]]);
  expect((await testAgainst('imap', steps, { deadlines: SHORT })).verdict).toBe('ok');
});

test('a session takes no more commands than it needs', async () => {
  const { server } = await testAgainst('imap', imapScript());
  const commands = [...server.heard.join('').matchAll(/^\S+ (\S+)/gm)].map(
    ([, command]) => command,
  );
  expect(commands.slice(0, 2)).toEqual(['LOGIN', 'STATUS']);
});

test.each([
  ['', ['LOGIN', 'STATUS']],
  [' X-CM-EXT-1', ['ID', 'LOGIN', 'STATUS']],
])('nobody introduces himself but where it is asked for:%s', async (more, first) => {
  const steps = imapScript([[/ ID /i, '* ID NIL\r\n{tag} OK done\r\n']], {
    greeting: `* OK [CAPABILITY IMAP4rev1 ID AUTH=PLAIN${more}] ready\r\n`,
  });
  const { verdict, server } = await testAgainst('imap', steps);
  expect(verdict).toBe('ok');
  const commands = [...server.heard.join('').matchAll(/^\S+ (\S+)/gm)].map(([, name]) => name);
  expect(commands.slice(0, first.length)).toEqual(first);
});
