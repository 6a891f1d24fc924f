import { expect, test } from 'vitest';
import { testAgainst } from './testing/both-protocols.ts';
import { PASSWORD } from './testing/rig.ts';
import { close, drip, flood, reset, type Step, say, silence } from './testing/scripted-server.ts';
import { smtpScript } from './testing/scripts.ts';

const SHORT = { stageMs: 1_500 };
const ehlo = (...extensions: string[]) =>
  [
    /^EHLO /i,
    `250-mail.example.com\r\n${extensions.map((each) => `250-${each}\r\n`).join('')}250 HELP\r\n`,
  ] as const;
const sentPassword = (heard: string[]) =>
  heard.join('').includes(Buffer.from(`\0support@example.com\0${PASSWORD}`).toString('base64'));

test.each([
  ['535 5.7.8 no', 'wrong-password'],
  ['535 no', 'wrong-password'],
  ['535 5.7.3 no', 'wrong-password'],
  ['535 5.7.139 no', 'password-login-disabled'],
  ['535-5.7.139 no\r\n535 5.7.139 not at all', 'password-login-disabled'],
  ['534 5.7.9 no', 'app-password-required'],
  ['534-5.7.9 no\r\n534 5.7.9 not at all', 'app-password-required'],
  ['525 5.7.13 no', 'account-disabled'],
  ['538 5.7.11 no', 'login-disabled'],
  ['530 5.7.0 no', 'login-disabled'],
  ['504 5.5.4 no', 'authentication-mechanism-unsupported'],
  ['503 5.5.1 no', 'authentication-not-offered'],
  ['454 4.7.0 later', 'temporary-failure'],
  ['450 later', 'temporary-failure'],
  ['421 4.7.0 too many', 'too-many-connections'],
  ['299', 'ok'],
  ['nonsense', 'protocol-error'],
])('a login answered %s is %s', async (reply, code) => {
  const { verdict } = await testAgainst('smtp', smtpScript([[/^AUTH /i, `${reply}\r\n`]]));
  expect(verdict).toBe(code === 'ok' ? 'ok' : `authenticate: ${code}`);
});

test.each([
  ['nothing', [], 'authentication-not-offered'],
  ['AUTH only after TLS', ['STARTTLS'], 'login-disabled'],
  ['only OAuth', ['AUTH XOAUTH2 OAUTHBEARER'], 'oauth-required'],
])('a server that offers %s gets no password', async (_, extensions, code) => {
  const { verdict, server } = await testAgainst('smtp', smtpScript([ehlo(...extensions)]));
  expect(verdict).toBe(`authenticate: ${code}`);
  expect(sentPassword(server.heard)).toBe(false);
});

test('AUTH as servers wrote it before RFC 2554 is understood', async () => {
  expect((await testAgainst('smtp', smtpScript([ehlo('AUTH=PLAIN')]))).verdict).toBe('ok');
});

test('what greets like SMTP but knows neither EHLO nor HELO is something else', async () => {
  const steps = smtpScript([[/^(EHLO|HELO) /i, '500 what\r\n']], { greeting: '220 FTP ready\r\n' });
  expect((await testAgainst('smtp', steps)).verdict).toBe('authenticate: not-a-mail-server');
});

test.each([
  ['MAIL', '553 5.7.1 not yours', 'sender-refused'],
  ['MAIL', '550 5.1.8 not yours', 'sender-refused'],
  ['MAIL', '450 4.7.1 later', 'ok'],
  ['MAIL', '552 5.3.4 too large', 'ok'],
  ['RCPT', '553 5.7.1 not yours', 'sender-refused'],
  ['RCPT', '553 not yours', 'sender-refused'],
  ['RCPT', '550 5.1.0 not yours', 'sender-refused'],
  ['RCPT', '450 4.2.0 greylisted', 'ok'],
  ['RCPT', '550 5.1.1 nobody here', 'ok'],
  ['RCPT', '552 5.2.2 full', 'ok'],
])('a sender whose %s is answered %s is %s', async (command, reply, code) => {
  const steps = smtpScript([[new RegExp(`^${command} `, 'i'), `${reply}\r\n`]]);
  expect((await testAgainst('smtp', steps)).verdict).toBe(code === 'ok' ? 'ok' : `sender: ${code}`);
});

test('a sender is tried one command at a time without PIPELINING, and never with DATA', async () => {
  const steps = smtpScript([ehlo('AUTH PLAIN')]);
  const { verdict, server } = await testAgainst('smtp', steps);
  expect(verdict).toBe('ok');
  const commands = server.heard.map((each) => each.split(/[ :\r]/)[0]);
  expect(commands.slice(0, 4)).toEqual(['EHLO', 'AUTH', 'MAIL', 'RCPT']);
  expect(server.heard.join('')).not.toMatch(/^DATA/m);
});

test('an international sender needs SMTPUTF8, and its domain travels in ASCII', async () => {
  const sender = 'grüße@bücher.example';
  expect((await testAgainst('smtp', smtpScript(), { sender })).verdict).toBe(
    'sender: sender-address-unsupported',
  );
  const steps = smtpScript([ehlo('AUTH PLAIN', 'SMTPUTF8')]);
  const { verdict, server } = await testAgainst('smtp', steps, { sender });
  expect(verdict).toBe('ok');
  const heard = Buffer.from(server.heard.join(''), 'latin1').toString('utf8');
  expect(heard).toContain('MAIL FROM:<grüße@xn--bcher-kva.example> SMTPUTF8\r\n');
});

test('without a sender the stage is skipped', async () => {
  const { protocol } = await testAgainst('smtp', smtpScript(), { sender: null });
  expect(protocol.ok).toBe(true);
  expect(protocol.stages.at(-1)).toMatchObject({ stage: 'sender', status: 'skipped' });
});

test('a server that ends, resets, drips or stays silent at each command', async () => {
  const at = async (command: RegExp, step: Step) =>
    (await testAgainst('smtp', smtpScript([[command, [step]]]), { deadlines: SHORT })).verdict;
  for (const command of [/^EHLO/i, /^AUTH/i]) {
    expect(await at(command, close())).toBe('authenticate: connection-closed');
    expect(await at(command, reset())).toBe('authenticate: connection-closed');
    expect(await at(command, silence())).toBe('authenticate: login-timeout');
    expect(await at(command, drip('250-x\r\n', 5))).toBe('authenticate: login-timeout');
  }
  for (const command of [/^MAIL/i, /^RCPT/i]) {
    expect(await at(command, close())).toBe('sender: connection-closed');
    expect(await at(command, reset())).toBe('sender: connection-closed');
    expect(await at(command, silence())).toBe('sender: answer-timeout');
  }
});

test.each([
  ['an endless line', [say('250-'), flood('a', 10_000_000)]],
  ['an endless reply', [flood('250-more\r\n', 10_000_000)]],
])('%s is cut off', async (_, steps) => {
  const auth = await testAgainst('smtp', smtpScript([[/^AUTH /i, steps]]));
  expect(auth.verdict).toBe('authenticate: response-too-large');
  const mail = await testAgainst('smtp', smtpScript([[/^MAIL /i, steps]]));
  expect(mail.verdict).toBe('sender: response-too-large');
});

test('the result does not wait for the answer to QUIT', async () => {
  expect((await testAgainst('smtp', smtpScript([[/^QUIT$/i, []]]))).verdict).toBe('ok');
});
