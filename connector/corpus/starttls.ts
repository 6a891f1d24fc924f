import { once } from 'node:events';
import type { Protocol } from '../../contract/mail-server.ts';
import {
  answer,
  close,
  repeat,
  reset,
  type Step,
  say,
  silence,
  upgrade,
} from '../testing/scripted-server.ts';
import { imapScript, smtpScript } from '../testing/scripts.ts';
import type { Case, World } from './case.ts';

const silent = { greeting: '' };
const GO = { imap: '{tag} OK go\r\n', smtp: '220 2.0.0 go\r\n' };
const clientHello: Step = ({ socket }) => once(socket, 'data');

/** Offers STARTTLS, answers it with the steps, and goes on as a good server. */
const offering = (protocol: Protocol, steps: readonly Step[], offer = 'STARTTLS'): Step[] =>
  protocol === 'imap'
    ? [
        say(`* OK [CAPABILITY IMAP4rev1 LOGINDISABLED ${offer}] ready\r\n`),
        answer([
          [/ STARTTLS$/i, [...steps, ...imapScript([], silent)]],
          [/ CAPABILITY$/i, `* CAPABILITY IMAP4rev1 LOGINDISABLED ${offer}\r\n{tag} OK done\r\n`],
        ]),
      ]
    : [
        say('220 mail.example.com ESMTP\r\n'),
        answer([
          [/^STARTTLS$/i, [...steps, ...smtpScript([], silent)]],
          [/^EHLO /i, `250-mail.example.com\r\n250-SIZE 1000\r\n250 ${offer}\r\n`],
        ]),
      ];

type Certificate = keyof World['certificates']['servers'];

const casesOf = (protocol: Protocol): Case[] => {
  const at = { protocol, security: 'starttls' as const };
  const go = say(GO[protocol]);
  const stripped = protocol === 'imap' ? 'AUTH=PLAIN' : 'AUTH PLAIN';
  const refusal = protocol === 'imap' ? '{tag} NO not now\r\n' : '454 4.7.0 not now\r\n';
  const unknown = protocol === 'imap' ? '{tag} BAD what\r\n' : '502 5.5.1 what\r\n';
  const injected = protocol === 'imap' ? '* CAPABILITY AUTH=PLAIN\r\n' : '250 AUTH PLAIN\r\n';
  const noise = protocol === 'imap' ? '* OK still here\r\n' : '220-still here\r\n';
  const withCertificate = (
    name: string,
    which: Certificate,
    expect: string,
    trusted?: Certificate,
  ): Case => ({
    ...at,
    name,
    ...(trusted && { trusted }),
    server: ({ certificates }) => offering(protocol, [go, upgrade(certificates.servers[which])]),
    expect,
  });
  const answered = (
    name: string,
    steps: readonly Step[],
    expect: string,
    more: Partial<Case> = {},
  ): Case => ({
    ...at,
    name,
    server: offering(protocol, steps),
    expect,
    ...more,
  });
  return [
    withCertificate('a good certificate', 'good', 'ok'),
    withCertificate('an expired certificate', 'expired', 'tls: certificate-expired'),
    withCertificate(
      'a certificate from the future',
      'notYetValid',
      'tls: certificate-not-yet-valid',
    ),
    withCertificate('a certificate for another name', 'wrongName', 'tls: certificate-wrong-name'),
    withCertificate('a self-signed certificate', 'selfSigned', 'tls: certificate-self-signed'),
    withCertificate('an unknown authority', 'unknownAuthority', 'tls: certificate-untrusted'),
    withCertificate('an RSA key of 1024 bits', 'shortKey', 'tls: certificate-weak'),
    withCertificate('a self-signed certificate that is trusted', 'selfSigned', 'ok', 'selfSigned'),
    withCertificate(
      'another certificate than the trusted one',
      'selfSigned',
      'tls: certificate-changed',
      'unknownAuthority',
    ),
    withCertificate('TLS 1.1 only', 'oldTls', 'tls: tls-version-unsupported'),
    {
      ...at,
      name: 'STARTTLS was stripped',
      server: offering(protocol, [], stripped),
      expect: 'tls: starttls-not-offered',
    },
    answered('STARTTLS is refused', [say(refusal)], 'tls: starttls-refused'),
    answered('STARTTLS is not understood', [say(unknown)], 'tls: starttls-refused'),
    answered(
      'bytes injected with the answer',
      [say(GO[protocol] + injected)],
      'tls: starttls-injection',
    ),
    answered(
      'no handshake follows',
      [go, clientHello, say('this is no handshake\r\n')],
      'tls: tls-failed',
    ),
    answered('silence in place of an answer', [silence()], 'tls: tls-timeout', { slow: true }),
    answered('silence in place of a handshake', [go, silence()], 'tls: tls-timeout', {
      slow: true,
      representative: true,
    }),
    answered('closes in place of an answer', [close()], 'tls: connection-closed'),
    answered('resets in place of an answer', [reset()], 'tls: connection-closed'),
    answered('closes in place of a handshake', [go, close()], 'tls: connection-closed'),
    answered(
      'resets in place of a handshake',
      [go, clientHello, reset()],
      'tls: connection-closed',
    ),
    {
      ...at,
      name: 'a line each half second in place of an answer',
      slow: true,
      server: ({ deadlines }) => offering(protocol, [repeat(noise, deadlines.stageMs / 20)]),
      expect: 'tls: tls-timeout',
    },
    {
      ...at,
      name: 'a TLS port',
      server: [silence()],
      tls: 'good',
      expect: 'greeting: plain-to-tls-port',
    },
  ];
};

/** From the plain greeting to TLS. */
export const starttlsCases: Case[] = [
  ...casesOf('imap'),
  ...casesOf('smtp'),
  {
    name: 'PREAUTH in place of STARTTLS',
    protocol: 'imap',
    security: 'starttls',
    server: [say('* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n'), silence()],
    expect: 'tls: starttls-not-offered',
  },
  {
    name: 'EHLO is not known',
    protocol: 'smtp',
    security: 'starttls',
    server: [
      say('220 old\r\n'),
      answer([
        [/^EHLO/, '502 what\r\n'],
        [/^HELO/, '250 hello\r\n'],
      ]),
    ],
    expect: 'tls: starttls-not-offered',
  },
  {
    name: 'goes down at EHLO',
    protocol: 'smtp',
    security: 'starttls',
    server: [say('220 hi\r\n'), answer([[/^EHLO/, '421 4.3.2 going down\r\n']])],
    expect: 'tls: server-unavailable',
  },
];
