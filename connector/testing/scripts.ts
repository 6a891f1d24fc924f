import { answer, type Step, say } from './scripted-server.ts';

type Row = readonly [RegExp, string | readonly Step[]];

/** An IMAP server that lets everybody in; rows given first win over its own. */
export const imapScript = (
  rows: readonly Row[] = [],
  { greeting = '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n' } = {},
): Step[] => [
  say(greeting),
  answer([
    ...rows,
    [/ CAPABILITY$/i, '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n'],
    [/ LOGIN /i, '{tag} OK [CAPABILITY IMAP4rev1 NAMESPACE] signed in\r\n'],
    [/ ID /i, '* ID NIL\r\n{tag} OK done\r\n'],
    [/ NAMESPACE$/i, '* NAMESPACE (("" "/")) NIL NIL\r\n{tag} OK done\r\n'],
    [/ STATUS INBOX /i, '* STATUS INBOX (MESSAGES 0)\r\n{tag} OK done\r\n'],
    [/ LIST /i, '{tag} OK done\r\n'],
    [/ LOGOUT$/i, '* BYE bye\r\n{tag} OK done\r\n'],
  ]),
];

/** An SMTP server that lets everybody in and send; rows given first win over its own. */
export const smtpScript = (
  rows: readonly Row[] = [],
  { greeting = '220 mail.example.com ESMTP\r\n' } = {},
): Step[] => [
  say(greeting),
  answer([
    ...rows,
    [/^EHLO /i, '250-mail.example.com\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n'],
    [/^AUTH PLAIN /i, '235 2.7.0 signed in\r\n'],
    [/^MAIL FROM:/i, '250 2.1.0 ok\r\n'],
    [/^RCPT TO:/i, '250 2.1.5 ok\r\n'],
    [/^NOOP$/i, '250 2.0.0 ok\r\n'],
    [/^QUIT$/i, '221 2.0.0 bye\r\n'],
  ]),
];
