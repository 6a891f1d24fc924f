import type { Protocol } from '../../contract/mail-server.ts';
import { type Step, say } from '../testing/scripted-server.ts';
import { imapScript, smtpScript } from '../testing/scripts.ts';
import type { Case } from './case.ts';

/** Capabilities as the providers announce them before a login. */
const GMAIL =
  'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER';
const EXCHANGE =
  'IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+';
const ICLOUD = 'XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PLAIN';
const YAHOO = 'IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID MOVE NAMESPACE';
const ZOHO =
  'IMAP4rev1 UNSELECT CHILDREN XLIST NAMESPACE IDLE MOVE ID AUTH=PLAIN SASL-IR UIDPLUS ESEARCH LITERAL-';

const imap = (
  name: string,
  capabilities: string,
  reply: string,
  code: string,
  token = false,
): Case => ({
  name,
  protocol: 'imap',
  security: 'tls',
  tls: 'good',
  server: imapScript([[/ (?:LOGIN|AUTHENTICATE) /i, `${reply}\r\n`]], {
    greeting: `* OK [CAPABILITY ${capabilities}] ready\r\n`,
  }),
  ...(token && { settings: { accessToken: 'canary-access-token' } }),
  expect: `authenticate: ${code}`,
});

const smtp = (
  name: string,
  mechanisms: string,
  reply: string,
  code: string,
  token = false,
): Case => ({
  name,
  protocol: 'smtp',
  security: 'tls',
  tls: 'good',
  server: smtpScript([
    [/^EHLO /i, `250-mail.example.com\r\n250-AUTH ${mechanisms}\r\n250 ENHANCEDSTATUSCODES\r\n`],
    [/^AUTH /i, `${reply}\r\n`],
  ]),
  ...(token && { settings: { accessToken: 'canary-access-token' } }),
  expect: `authenticate: ${code}`,
});

const GMAIL_SMTP = 'LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN OAUTHBEARER XOAUTH';
const EXCHANGE_SMTP = 'LOGIN XOAUTH2';

/** Exchange Online's answer to whoever asks too often. */
const throttled: Step[] = [
  say('{tag} BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds\r\n'),
];

const after = (
  protocol: Protocol,
  name: string,
  row: readonly [RegExp, string],
  expect: string,
): Case => ({
  name,
  protocol,
  security: 'tls',
  tls: 'good',
  server: protocol === 'imap' ? imapScript([row]) : smtpScript([row]),
  expect,
});

/** What the large providers are known to answer, told apart by codes alone. */
export const publishedCases: Case[] = [
  imap(
    'Gmail: wrong password',
    GMAIL,
    '{tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
    'wrong-password',
  ),
  // ALERT says no more than that somebody should read it: no code tells this from a wrong password.
  imap(
    'Gmail: app password wanted',
    GMAIL,
    '{tag} NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)',
    'wrong-password',
  ),
  imap(
    'Gmail: sign in with a browser',
    GMAIL,
    '* NO [WEBALERT https://accounts.google.com/signin/continue?sarp=1] Web login required.\r\n{tag} NO [ALERT] Please log in via your web browser (Failure)',
    'browser-sign-in-required',
  ),
  imap(
    'Gmail: too many connections',
    GMAIL,
    '{tag} NO [ALERT] Too many simultaneous connections. (Failure)',
    'wrong-password',
  ),
  imap(
    'Gmail: bad token',
    GMAIL,
    '{tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
    'token-refused',
    true,
  ),
  smtp(
    'Gmail: wrong password',
    GMAIL_SMTP,
    '535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials a1-gsmtp',
    'wrong-password',
  ),
  smtp(
    'Gmail: app password wanted',
    GMAIL_SMTP,
    '534-5.7.9 Application-specific password required. For more information, go to\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1-gsmtp',
    'app-password-required',
  ),
  smtp(
    'Gmail: sign in with a browser',
    GMAIL_SMTP,
    '534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please log\r\n534-5.7.14 in via your web browser and then try again.\r\n534 5.7.14  https://support.google.com/mail/answer/78754 a1-gsmtp',
    'browser-sign-in-required',
  ),
  smtp(
    'Gmail: too many attempts',
    GMAIL_SMTP,
    '454-4.7.0 Too many login attempts, please try again later.\r\n454 4.7.0  https://support.google.com/mail/answer/7126229 a1-gsmtp',
    'temporary-failure',
  ),
  smtp(
    'Gmail: a fault of its own',
    GMAIL_SMTP,
    '421 4.3.0 Temporary System Problem. Try again later. a1-gsmtp',
    'temporary-failure',
  ),
  smtp(
    'Gmail: bad token',
    GMAIL_SMTP,
    '535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials a1-gsmtp',
    'token-refused',
    true,
  ),

  imap('Outlook: LOGIN failed', EXCHANGE, '{tag} NO LOGIN failed.', 'wrong-password'),
  imap(
    'Outlook: AUTHENTICATE failed',
    EXCHANGE,
    '{tag} NO AUTHENTICATE failed.',
    'token-refused',
    true,
  ),
  imap(
    'Outlook: only OAuth is offered',
    'IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR ID',
    '{tag} NO LOGIN failed.',
    'oauth-required',
  ),
  {
    ...imap('Outlook: asks to back off', EXCHANGE, '', 'temporary-failure'),
    server: imapScript([[/ LOGIN /i, throttled]]),
  },
  after(
    'imap',
    'Outlook: signed in but not connected',
    [/ STATUS /i, '{tag} BAD User is authenticated but not connected.\r\n'],
    'mailbox: mailbox-forbidden',
  ),
  smtp(
    'Outlook: basic authentication is off',
    EXCHANGE_SMTP,
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0PR01CA0001.eurprd01.prod.outlook.com]',
    'password-login-disabled',
  ),
  smtp(
    'Outlook: SMTP AUTH is off for the organization',
    EXCHANGE_SMTP,
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    'password-login-disabled',
  ),
  // The same code in all three: only the prose differs.
  smtp(
    'Outlook: wrong password',
    EXCHANGE_SMTP,
    '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.',
    'password-login-disabled',
  ),
  smtp(
    'Outlook: basic authentication is gone',
    EXCHANGE_SMTP,
    '550 5.7.30 Basic authentication is not supported for Client Submission.',
    'password-login-disabled',
  ),
  smtp(
    'Outlook: authentication unsuccessful',
    EXCHANGE_SMTP,
    '535 5.7.3 Authentication unsuccessful [AM0PR01CA0001.eurprd01.prod.outlook.com]',
    'wrong-password',
  ),
  smtp(
    'Outlook: bad token',
    EXCHANGE_SMTP,
    '535 5.7.3 Authentication unsuccessful [AM0PR01CA0001.eurprd01.prod.outlook.com]',
    'token-refused',
    true,
  ),
  smtp(
    'Outlook: too many connections',
    EXCHANGE_SMTP,
    '432 4.3.2 Concurrent connections limit exceeded.',
    'too-many-connections',
  ),
  after(
    'smtp',
    'Outlook: client not authenticated',
    [/^MAIL /i, '530 5.7.57 Client not authenticated to send mail.\r\n'],
    'sender: sender-refused',
  ),
  after(
    'smtp',
    'Outlook: may not send as this sender',
    [/^MAIL /i, '550 5.7.60 SMTP; Client does not have permissions to send as this sender\r\n'],
    'sender: sender-refused',
  ),

  imap(
    'Yahoo: wrong password',
    YAHOO,
    '{tag} NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials',
    'wrong-password',
  ),
  imap(
    'Yahoo: a fault of its own',
    YAHOO,
    '{tag} NO [UNAVAILABLE] LOGIN Server error - Please try again later',
    'temporary-failure',
  ),
  smtp(
    'Yahoo: wrong password',
    'PLAIN LOGIN XOAUTH2 OAUTHBEARER',
    '535 5.7.0 (#AUTH005) Too many bad auth attempts.',
    'wrong-password',
  ),
  imap(
    'iCloud: wrong password',
    ICLOUD,
    '{tag} NO [AUTHENTICATIONFAILED] Authentication failed',
    'wrong-password',
  ),
  smtp(
    'iCloud: wrong password',
    'LOGIN PLAIN XOAUTH2 ATOKEN',
    '535 5.7.8 Error: authentication failed: ',
    'wrong-password',
  ),
  imap(
    'Zoho: wrong password',
    ZOHO,
    '{tag} NO [AUTHENTICATIONFAILED] Invalid credentials(Failure)',
    'wrong-password',
  ),
  imap(
    'Zoho: IMAP is off',
    ZOHO,
    '{tag} NO [ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)',
    'wrong-password',
  ),
  smtp('Zoho: wrong password', 'LOGIN PLAIN', '535 Authentication Failed', 'wrong-password'),
  after(
    'smtp',
    'Zoho: sends as another',
    [/^MAIL /i, '553 Relaying disallowed as support@example.com\r\n'],
    'sender: sender-refused',
  ),
  imap(
    'Yandex: IMAP is off',
    'IMAP4rev1 CHILDREN UNSELECT LITERAL+ NAMESPACE AUTH=PLAIN AUTH=XOAUTH2 IDLE',
    '{tag} NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled',
    'wrong-password',
  ),
];
