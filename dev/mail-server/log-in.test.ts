import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  imapClient,
  RawClient,
  type Security,
  type Stand,
  smtpClient,
  startStand,
} from './testing.ts';

const ANNA = { user: 'anna@acme.test', pass: 'right' };
const ODD = [
  ['quotes and backslashes', 'a"b\\c', '"\\"\\\\'],
  ['spaces', 'two words', ' lead and trail '],
  ['UTF-8', 'grüße@müller.test', 'pässwörd ✓ 密码'],
  ['wildcards and braces', '{1}%*()', '{3}'],
] as const;

let stand: Stand;
let strict: Stand;
beforeAll(async () => {
  const accounts = [
    { address: ANNA.user, password: ANNA.pass },
    ...ODD.map(([, username, password], index) => ({
      address: `odd${index}@acme.test`,
      username,
      password,
    })),
  ];
  stand = await startStand({ accounts });
  strict = await startStand({ accounts, requireTls: true });
});
afterAll(() => Promise.all([stand.server.stop(), strict.server.stop()]));

describe.each(ODD)('a user name and password with %s', (_kind, user, pass) => {
  test.each(['LOGIN', 'AUTH=PLAIN'])('log in by IMAP %s', async (loginMethod) => {
    const imap = imapClient(stand, 'tls', { user, pass, loginMethod });
    await imap.connect();
    // connect() alone would also resolve for a server that asked for no login at all.
    expect(imap.authenticated).toBe(true);
    await imap.logout();
  });

  test.each(['PLAIN', 'LOGIN'])('log in by SMTP AUTH %s', async (method) => {
    const smtp = smtpClient(stand, 'tls', { user, pass, method } as never);
    expect(await smtp.verify()).toBe(true);
  });
});

test.each<Security>(['tls', 'starttls', 'none'])(
  'a wrong password is refused with AUTHENTICATIONFAILED and 535 5.7.8 (%s)',
  async (security) => {
    const wrong = { ...ANNA, pass: 'wrong' };
    await expect(imapClient(stand, security, wrong).connect()).rejects.toMatchObject({
      authenticationFailed: true,
      serverResponseCode: 'AUTHENTICATIONFAILED',
    });
    await expect(smtpClient(stand, security, wrong).verify()).rejects.toMatchObject({
      code: 'EAUTH',
      responseCode: 535,
      response: expect.stringContaining('535 5.7.8'),
    });
  },
);

test('an unknown user is refused as a wrong password is', async () => {
  const nobody = { user: 'nobody@acme.test', pass: 'right' };
  await expect(imapClient(stand, 'tls', nobody).connect()).rejects.toMatchObject({
    serverResponseCode: 'AUTHENTICATIONFAILED',
  });
  await expect(smtpClient(stand, 'tls', nobody).verify()).rejects.toMatchObject({
    responseCode: 535,
  });
});

test('AUTHENTICATE PLAIN takes its response in the command and after it', async () => {
  const plain = Buffer.from(`\0${ANNA.user}\0${ANNA.pass}`).toString('base64');
  const early = RawClient.connect(stand.server.ports.imap);
  expect(await early.ask(`a AUTHENTICATE PLAIN ${plain}\r\n`, /^a /m)).toMatch(
    /^a OK \[CAPABILITY /m,
  );
  early.socket.destroy();
  const late = RawClient.connect(stand.server.ports.imap);
  await late.ask('a AUTHENTICATE PLAIN\r\n', /^\+ /m);
  expect(await late.ask(`${plain}\r\n`, /^a /m)).toMatch(/^a OK /m);
  late.socket.destroy();
});

test('LOGIN takes literals that wait and literals that do not', async () => {
  const client = RawClient.connect(stand.server.ports.imap);
  await client.ask(`a LOGIN {${ANNA.user.length}}\r\n`, /^\+ /m);
  await client.ask(`${ANNA.user} {${ANNA.pass.length}+}\r\n${ANNA.pass}\r\n`, /^a OK /m);
  client.socket.destroy();
});

test('nobody acts for somebody else', async () => {
  const plain = Buffer.from(`odd1@acme.test\0${ANNA.user}\0${ANNA.pass}`).toString('base64');
  const imap = RawClient.connect(stand.server.ports.imap);
  await imap.ask(`a AUTHENTICATE PLAIN ${plain}\r\n`, /^a NO \[AUTHORIZATIONFAILED\]/m);
  imap.socket.destroy();
  const smtp = RawClient.connect(stand.server.ports.smtp);
  await smtp.until(/^220 /m);
  await smtp.ask('EHLO test\r\n', /^250 /m);
  await smtp.ask(`AUTH PLAIN ${plain}\r\n`, /^535 5\.7\.8/m);
  smtp.socket.destroy();
});

test('where TLS is required, a login in the clear is neither offered nor taken', async () => {
  const imap = RawClient.connect(strict.server.ports.imap);
  const greeting = await imap.until(/ready\r\n/);
  expect(greeting).toContain('LOGINDISABLED');
  expect(greeting).not.toContain('AUTH=');
  await imap.ask(`a LOGIN ${ANNA.user} ${ANNA.pass}\r\n`, /^a NO \[PRIVACYREQUIRED\]/m);
  imap.socket.destroy();

  const smtp = RawClient.connect(strict.server.ports.smtp);
  await smtp.until(/^220 /m);
  const features = await smtp.ask('EHLO test\r\n', /^250 /m);
  expect(features).toContain('STARTTLS');
  expect(features).not.toContain('AUTH');
  await smtp.ask('AUTH LOGIN\r\n', /^5\d\d /m);
  await smtp.ask(`MAIL FROM:<${ANNA.user}>\r\n`, /^530 /m);
  smtp.socket.destroy();
});

test.each<Security>(['tls', 'starttls'])('where TLS is required, %s logs in', async (security) => {
  const imap = imapClient(strict, security, ANNA);
  await imap.connect();
  await imap.logout();
  const smtp = smtpClient(strict, security, { ...ANNA, forceAuth: true } as never);
  expect(await smtp.verify()).toBe(true);
});
