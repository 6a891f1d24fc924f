import type { Protocol } from '../../contract/mail-server.ts';
import { type Step, say } from '../testing/scripted-server.ts';
import { imapScript, smtpScript } from '../testing/scripts.ts';
import type { Case } from './case.ts';

/** Usernames and passwords that are easily damaged on their way. */
const LOGINS: Record<string, { username: string; password: string }> = {
  'in UTF-8': { username: 'grüße@bücher.example', password: 'Пароль-пасс🔑' },
  'with quotes': { username: 'the "boss"', password: '"quoted" and \'single\'' },
  'with backslashes': { username: 'DOMAIN\\user', password: 'back\\slash\\\\twice\\' },
  'with spaces': { username: 'first last', password: ' leading, trailing ' },
  'with what looks like IMAP': { username: '{5}', password: '* OK {3+} (NIL) %&' },
  'with what looks like base64 and SMTP': { username: 'a=', password: '.=\t+ QUIT' },
  'of 255 characters': { username: `${'u'.repeat(243)}@example.com`, password: 'p"\\'.repeat(85) },
  'of 255 characters in UTF-8': { username: 'ü'.repeat(255), password: '密'.repeat(255) },
  'in several normal forms': { username: 'e\u0301', password: '\u00e9e\u0301' },
};

/** Takes a literal or two where LOGIN announces them (RFC 9051 §4.3). */
const takeLiterals: Step = async (talk) => {
  for (let literals = 0; literals < 2; literals += 1) {
    await say('+ go on\r\n')(talk);
    if (!/\{\d+\}$/.test(await talk.line())) break;
  }
  await say('{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n')(talk);
};

const saslPlain: Step = async (talk) => {
  await say('+ \r\n')(talk);
  await talk.line();
  await say('{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n')(talk);
};

const smtpLogin: Step = async (talk) => {
  for (const prompt of ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6']) {
    await say(`334 ${prompt}\r\n`)(talk);
    await talk.line();
  }
  await say('235 2.7.0 signed in\r\n')(talk);
};

const SERVERS: [protocol: Protocol, way: string, steps: readonly Step[]][] = [
  [
    'imap',
    'LOGIN or AUTHENTICATE',
    imapScript([
      [/ LOGIN .*\{\d+\}$/i, [takeLiterals]],
      [/ AUTHENTICATE PLAIN$/i, [saslPlain]],
    ]),
  ],
  [
    'imap',
    'LOGIN only',
    imapScript([[/ LOGIN .*\{\d+\}$/i, [takeLiterals]]], {
      greeting: '* OK [CAPABILITY IMAP4rev1] ready\r\n',
    }),
  ],
  [
    'imap',
    'AUTHENTICATE only',
    imapScript([[/ AUTHENTICATE PLAIN$/i, [saslPlain]]], {
      greeting: '* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] ready\r\n',
    }),
  ],
  ['smtp', 'AUTH PLAIN', smtpScript()],
  [
    'smtp',
    'AUTH LOGIN',
    smtpScript([
      [/^EHLO /i, '250-mail.example.com\r\n250 AUTH LOGIN\r\n'],
      [/^AUTH LOGIN$/i, [smtpLogin]],
    ]),
  ],
];

/** Every login arrives letter for letter: that a test fails otherwise is seen to where cases are run. */
export const credentialCases: Case[] = SERVERS.flatMap(([protocol, way, server]) =>
  Object.entries(LOGINS).map(
    ([kind, settings]): Case => ({
      name: `a login ${kind}, by ${way}`,
      protocol,
      security: 'tls',
      tls: 'good',
      server,
      settings,
      expect: 'ok',
    }),
  ),
);
