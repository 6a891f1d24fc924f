import { imapScript, smtpScript } from '../testing/scripts.ts';
import type { Case } from './case.ts';

const LISTED = '* LIST () "/" INBOX\r\n{tag} OK done\r\n';
const NOT_LISTED = '{tag} OK done\r\n';

const mailbox = (name: string, reply: string, list: string, code: string): Case => ({
  name,
  protocol: 'imap',
  security: 'tls',
  tls: 'good',
  server: imapScript([
    [/ STATUS /i, `{tag} ${reply}\r\n`],
    [/ LIST /i, list],
  ]),
  expect: `mailbox: ${code}`,
});

const sender = (command: 'MAIL' | 'RCPT', reply: string, expect: string): Case => ({
  name: `${command} is answered ${reply}`,
  protocol: 'smtp',
  security: 'tls',
  tls: 'good',
  server: smtpScript([[new RegExp(`^${command} `, 'i'), `${reply}\r\n`]]),
  expect,
});

const INTERNATIONAL = 'grüße@bücher.example';

/** What comes after the login: INBOX, and the right to send. */
export const mailboxAndSenderCases: Case[] = [
  mailbox('INBOX is missing', 'NO [NONEXISTENT] no such mailbox', NOT_LISTED, 'mailbox-missing'),
  mailbox('INBOX is missing, without a code', 'NO no such mailbox', NOT_LISTED, 'mailbox-missing'),
  mailbox('INBOX may not be opened', 'NO [NOPERM] not yours', LISTED, 'mailbox-forbidden'),
  mailbox('INBOX is listed but refused', 'NO no', LISTED, 'mailbox-forbidden'),
  mailbox('INBOX is busy', 'NO [INUSE] later', LISTED, 'temporary-failure'),
  mailbox('the store is down', 'NO [UNAVAILABLE] later', LISTED, 'temporary-failure'),
  sender('MAIL', '553 5.7.1 not yours', 'sender: sender-refused'),
  sender('MAIL', '550 5.1.8 Bad outbound sender', 'sender: sender-refused'),
  sender('MAIL', '450 4.7.1 later', 'ok'),
  sender('RCPT', '553 5.7.1 Sender address rejected: not owned by user', 'sender: sender-refused'),
  sender('RCPT', '550 5.1.0 not yours', 'sender: sender-refused'),
  sender('RCPT', '450 4.2.0 greylisted', 'ok'),
  sender('RCPT', '550 5.1.1 nobody here', 'ok'),
  sender('RCPT', '552 5.2.2 full', 'ok'),
  {
    name: 'an international sender without SMTPUTF8',
    protocol: 'smtp',
    security: 'tls',
    tls: 'good',
    sender: INTERNATIONAL,
    server: smtpScript(),
    expect: 'sender: sender-address-unsupported',
  },
  {
    name: 'an international sender with SMTPUTF8',
    protocol: 'smtp',
    security: 'tls',
    tls: 'good',
    sender: INTERNATIONAL,
    server: smtpScript([[/^EHLO /i, '250-mail.example.com\r\n250-SMTPUTF8\r\n250 AUTH PLAIN\r\n']]),
    expect: 'ok',
  },
  {
    name: 'no sender',
    protocol: 'smtp',
    security: 'tls',
    tls: 'good',
    sender: null,
    server: smtpScript(),
    expect: 'ok',
  },
];
