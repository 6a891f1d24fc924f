import { type Protocol, protocols } from '../../contract/mail-server.ts';
import { goodScript } from '../testing/both-protocols.ts';
import {
  answer,
  close,
  drip,
  flood,
  hear,
  pause,
  repeat,
  reset,
  type Step,
  say,
  silence,
} from '../testing/scripted-server.ts';
import { type Case } from './case.ts';

const HTTP = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n';
const JUNK = Buffer.from([0x00, 0xff, 0x13, 0x37, 0x80, 0x0a]);
const ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]);
/** A reset may overtake the news that there was a connection. */
const RESET_AFTER_MS = 50;
const MEGABYTE = 1_000_000;

/** What may answer where a mail server should, and how a server greets that does not want us. */
const casesOf = (protocol: Protocol): Case[] => {
  const at = { protocol, security: 'none' as const };
  const other = protocol === 'imap' ? 'smtp' : 'imap';
  const start = protocol === 'imap' ? '* OK ' : '220 ';
  const endless = protocol === 'imap' ? '* OK ' : '220-';
  const greeted = (
    name: string,
    steps: readonly Step[],
    code: string,
    more: Partial<Case> = {},
  ): Case => ({
    ...at,
    name,
    server: steps,
    expect: `greeting: ${code}`,
    ...more,
  });
  return [
    greeted('SSH', [say('SSH-2.0-OpenSSH_9.6\r\n')], 'not-a-mail-server'),
    greeted('junk', [say(JUNK)], 'not-a-mail-server'),
    greeted('POP3', [say('+OK POP3 ready\r\n')], 'pop3-server-found'),
    greeted('POP3 that refuses', [say('-ERR later\r\n'), close()], 'pop3-server-found'),
    greeted('HTTP that speaks first', [say(HTTP), close()], 'web-server-found'),
    greeted('HTTP that waits to be asked', [hear(/./), say(HTTP), close()], 'web-server-found'),
    greeted('the other protocol', goodScript[other](), `${other}-server-found`),
    greeted(
      'the other protocol, which refuses',
      [say(other === 'smtp' ? '554 no\r\n' : '* BYE no\r\n'), close()],
      `${other}-server-found`,
    ),
    greeted('a TLS port', [silence()], 'plain-to-tls-port', { tls: 'good' }),
    greeted('a TLS alert', [say(ALERT), close()], 'plain-to-tls-port'),
    greeted('silence', [silence()], 'greeting-timeout', { slow: true, representative: true }),
    greeted('resets', [say(start), pause(RESET_AFTER_MS), reset()], 'connection-closed'),
    greeted('closes in the middle of it', [say(start), close()], 'connection-closed'),
    greeted('an endless line', [say(start), flood('a', MEGABYTE)], 'response-too-large'),
    {
      ...at,
      name: 'a byte a second',
      slow: true,
      representative: true,
      server: ({ deadlines }) => [
        drip(`${start}hello, hello, hello, hello`, deadlines.stageMs / 10),
      ],
      expect: 'greeting: greeting-timeout',
    },
    {
      ...at,
      name: 'a piece of a line each half second',
      slow: true,
      server: ({ deadlines }) => [say(endless), repeat(' on and on', deadlines.stageMs / 20)],
      expect: 'greeting: greeting-timeout',
    },
  ];
};

/** How a server turns a connection away, by its codes. */
const refusals: [Protocol, string, string][] = [
  ['imap', '* BYE later', 'server-unavailable'],
  ['imap', '* BYE [UNAVAILABLE] later', 'server-unavailable'],
  ['imap', '* BYE [ALERT] Too many connections', 'server-unavailable'],
  ['imap', '* BYE [LIMIT] too many', 'too-many-connections'],
  ['imap', '* BYE [NOPERM] not you', 'connection-rejected'],
  ['imap', '* BYE [PRIVACYREQUIRED] not like this', 'login-disabled'],
  ['smtp', '421 4.3.2 later', 'server-unavailable'],
  ['smtp', '421 4.7.0 Too many connections', 'server-unavailable'],
  ['smtp', '554 5.7.1 not you', 'connection-rejected'],
  ['smtp', '550 5.7.1 on a block list', 'connection-rejected'],
  ['smtp', '521 no mail here', 'connection-rejected'],
];

export const greetingCases: Case[] = [
  ...protocols.flatMap(casesOf),
  ...refusals.map(
    ([protocol, greeting, code]): Case => ({
      protocol,
      security: 'none',
      name: `greets ${greeting}`,
      server: [say(`${greeting}\r\n`), close()],
      expect: `greeting: ${code}`,
    }),
  ),
  {
    protocol: 'imap',
    security: 'none',
    name: 'FTP',
    server: [say('220 FTP ready\r\n'), answer([[/./, '530 Please login with USER and PASS.\r\n']])],
    expect: 'greeting: not-a-mail-server',
  },
  {
    protocol: 'smtp',
    security: 'none',
    name: 'FTP',
    server: [say('220 FTP ready\r\n'), answer([[/./, '530 Please login with USER and PASS.\r\n']])],
    expect: 'authenticate: not-a-mail-server',
  },
  {
    protocol: 'smtp',
    security: 'none',
    name: 'a greeting line each half second for ever',
    slow: true,
    representative: true,
    server: ({ deadlines }) => [repeat('220-still greeting\r\n', deadlines.stageMs / 20)],
    expect: 'greeting: greeting-timeout',
  },
];
