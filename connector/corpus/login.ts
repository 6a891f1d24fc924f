import type { Security } from '../../contract/mail-server.ts';
import { type Step, say } from '../testing/scripted-server.ts';
import { imapScript, smtpScript } from '../testing/scripts.ts';
import type { Case } from './case.ts';

const TOKEN = { accessToken: 'canary-access-token' };
const MECHANISM = 'authenticate: authentication-mechanism-unsupported';

const imapAnswer = (reply: string, code: string): Case => ({
  name: `a login answered ${reply}`,
  protocol: 'imap',
  security: 'none',
  server: imapScript([[/ LOGIN /i, `{tag} ${reply}\r\n`]]),
  expect: `authenticate: ${code}`,
});

const smtpAnswer = (reply: string, code: string): Case => ({
  name: `a login answered ${reply}`,
  protocol: 'smtp',
  security: 'none',
  server: smtpScript([[/^AUTH /i, `${reply}\r\n`]]),
  expect: `authenticate: ${code}`,
});

const imapOffer = (
  name: string,
  security: Security,
  capabilities: string,
  expect: string,
): Case => ({
  name,
  protocol: 'imap',
  security,
  ...(security === 'tls' && { tls: 'good' as const }),
  server: imapScript([[/ LOGIN /i, '{tag} NO no\r\n']], {
    greeting: `* OK [CAPABILITY IMAP4rev1 ${capabilities}] ready\r\n`,
  }),
  expect,
});

const smtpOffer = (
  name: string,
  security: Security,
  extensions: readonly string[],
  expect: string,
): Case => ({
  name,
  protocol: 'smtp',
  security,
  ...(security === 'tls' && { tls: 'good' as const }),
  server: smtpScript([
    [
      /^EHLO /i,
      `250-mail.example.com\r\n${extensions.map((each) => `250-${each}\r\n`).join('')}250 HELP\r\n`,
    ],
  ]),
  expect,
});

const saslPlain: Step[] = [
  say('+ \r\n'),
  async (talk) => {
    await talk.line();
    await say('{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n')(talk);
  },
];

/** The login itself: what servers answer, and what they offer to begin with. */
export const loginCases: Case[] = [
  imapAnswer('NO [AUTHENTICATIONFAILED] no', 'wrong-password'),
  imapAnswer('NO [AUTHORIZATIONFAILED] no', 'wrong-password'),
  imapAnswer('NO no', 'wrong-password'),
  imapAnswer('NO [CONTACTADMIN] account disabled', 'account-disabled'),
  imapAnswer('NO [EXPIRED] password expired', 'password-expired'),
  imapAnswer('NO [PRIVACYREQUIRED] not like this', 'login-disabled'),
  imapAnswer('NO [UNAVAILABLE] later', 'temporary-failure'),
  imapAnswer('NO [INUSE] later', 'temporary-failure'),
  imapAnswer('NO [SERVERBUG] sorry', 'temporary-failure'),
  imapAnswer('NO [LIMIT] too many connections', 'too-many-connections'),
  imapAnswer('BAD what', 'protocol-error'),
  smtpAnswer('535 5.7.8 no', 'wrong-password'),
  smtpAnswer('535 no', 'wrong-password'),
  smtpAnswer('525 5.7.13 account disabled', 'account-disabled'),
  smtpAnswer('535 5.7.13 account disabled', 'account-disabled'),
  smtpAnswer('454 4.7.0 later', 'temporary-failure'),
  smtpAnswer('451 4.3.0 later', 'temporary-failure'),
  smtpAnswer('421 4.7.0 too many connections', 'too-many-connections'),
  smtpAnswer('421 too many connections', 'too-many-connections'),
  smtpAnswer('421 4.3.2 going down', 'temporary-failure'),
  smtpAnswer('538 5.7.11 not like this', 'login-disabled'),
  smtpAnswer('523 5.7.10 not like this', 'login-disabled'),
  smtpAnswer('530 5.7.0 Must issue a STARTTLS command first', 'login-disabled'),
  smtpAnswer('504 5.5.4 not like this', 'authentication-mechanism-unsupported'),
  smtpAnswer('534 5.7.9 too weak', 'app-password-required'),
  smtpAnswer('503 5.5.1 not here', 'authentication-not-offered'),
  smtpAnswer('nonsense', 'protocol-error'),

  imapOffer(
    'LOGINDISABLED without encryption',
    'none',
    'LOGINDISABLED STARTTLS',
    'authenticate: login-disabled',
  ),
  imapOffer('only XOAUTH2', 'tls', 'AUTH=XOAUTH2 LOGINDISABLED', 'authenticate: oauth-required'),
  imapOffer(
    'only XOAUTH2, LOGIN not disabled',
    'tls',
    'AUTH=XOAUTH2 AUTH=OAUTHBEARER',
    'authenticate: oauth-required',
  ),
  imapOffer(
    'only Kerberos',
    'tls',
    'AUTH=GSSAPI LOGINDISABLED',
    'authenticate: authentication-mechanism-unsupported',
  ),
  {
    ...imapOffer('LOGIN disabled, but AUTHENTICATE is not', 'tls', '', 'ok'),
    server: imapScript([[/ AUTHENTICATE PLAIN$/i, saslPlain]], {
      greeting: '* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] ready\r\n',
    }),
  },
  {
    name: 'PREAUTH',
    protocol: 'imap',
    security: 'none',
    server: imapScript([], { greeting: '* PREAUTH [CAPABILITY IMAP4rev1] welcome\r\n' }),
    expect: 'authenticate: already-signed-in',
  },
  smtpOffer('AUTH is not offered', 'tls', [], 'authenticate: authentication-not-offered'),
  smtpOffer(
    'AUTH is not offered without encryption',
    'none',
    ['STARTTLS'],
    'authenticate: login-disabled',
  ),
  smtpOffer('only XOAUTH2', 'tls', ['AUTH XOAUTH2 OAUTHBEARER'], 'authenticate: oauth-required'),
  smtpOffer(
    'only Kerberos',
    'tls',
    ['AUTH GSSAPI'],
    'authenticate: authentication-mechanism-unsupported',
  ),
  smtpOffer('AUTH as before RFC 2554', 'none', ['AUTH=PLAIN LOGIN'], 'ok'),
  {
    ...smtpOffer('a token, and passwords only', 'tls', ['AUTH PLAIN LOGIN'], MECHANISM),
    settings: TOKEN,
  },
  {
    ...smtpOffer('a token, and another way to give it', 'tls', ['AUTH OAUTHBEARER'], MECHANISM),
    settings: TOKEN,
  },
  {
    ...smtpOffer('a token', 'tls', [], 'ok'),
    server: smtpScript([
      [/^EHLO /i, '250-mail.example.com\r\n250 AUTH XOAUTH2 LOGIN\r\n'],
      [/^AUTH XOAUTH2 /i, '235 2.7.0 signed in\r\n'],
    ]),
    settings: TOKEN,
  },
  {
    ...imapOffer('a token, and passwords only', 'tls', 'AUTH=PLAIN', MECHANISM),
    settings: TOKEN,
  },
  {
    ...imapOffer('a token', 'tls', '', 'ok'),
    server: imapScript(
      [[/ AUTHENTICATE XOAUTH2 /i, '{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n']],
      {
        greeting: '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] ready\r\n',
      },
    ),
    settings: TOKEN,
  },
  {
    name: 'neither EHLO nor HELO is known',
    protocol: 'smtp',
    security: 'none',
    server: smtpScript([[/^(?:EHLO|HELO) /i, '500 5.5.2 what\r\n']]),
    expect: 'authenticate: not-a-mail-server',
  },
  {
    name: 'EHLO and HELO are refused',
    protocol: 'smtp',
    security: 'none',
    server: smtpScript([[/^(?:EHLO|HELO) /i, '554 5.7.1 not you\r\n']]),
    expect: 'authenticate: connection-rejected',
  },
  {
    name: 'goes down at EHLO',
    protocol: 'smtp',
    security: 'none',
    server: smtpScript([[/^EHLO /i, '421 4.3.2 going down\r\n']]),
    expect: 'authenticate: server-unavailable',
  },
];
