import type { Protocol } from '../../contract/mail-server.ts';
import {
  close,
  drip,
  flood,
  pause,
  repeat,
  reset,
  type Step,
  say,
  silence,
} from '../testing/scripted-server.ts';
import { imapScript, smtpScript } from '../testing/scripts.ts';
import type { Case, World } from './case.ts';

const MEGABYTES = 10_000_000;

const LOGIN = { imap: / LOGIN /i, smtp: /^AUTH /i };
const LAST = { imap: / STATUS /i, smtp: /^MAIL /i };
const LAST_STAGE = { imap: 'mailbox', smtp: 'sender' };
const NOISE = { imap: '* OK still here\r\n', smtp: '250-still here\r\n' };
const BYE = { imap: '* BYE [UNAVAILABLE] later\r\n', smtp: '421 4.3.2 later\r\n' };

const script = (protocol: Protocol, at: RegExp, steps: readonly Step[]): Step[] =>
  protocol === 'imap' ? imapScript([[at, steps]]) : smtpScript([[at, steps]]);

/** Servers that leave, fall silent, dawdle or flood, at the login and after it. */
const casesOf = (protocol: Protocol): Case[] => {
  const base = { protocol, security: 'none' as const };
  const at = (where: RegExp, stage: string) => {
    const it = (
      name: string,
      steps: readonly Step[],
      code: string,
      more: Partial<Case> = {},
    ): Case => ({
      ...base,
      name: `${name} at ${stage}`,
      server: script(protocol, where, steps),
      expect: `${stage}: ${code}`,
      ...more,
    });
    const dawdling = (name: string, step: (world: World) => Step, code: string): Case => ({
      ...it(name, [], code, { slow: true }),
      server: (world) => script(protocol, where, [step(world)]),
    });
    const timeout = stage === 'authenticate' ? 'login-timeout' : 'answer-timeout';
    return [
      it('closes', [close()], 'connection-closed'),
      it('resets', [reset()], 'connection-closed'),
      it('silence', [silence()], timeout, { slow: true, representative: true }),
      dawdling(
        'a byte a second',
        ({ deadlines }) => drip(NOISE[protocol], deadlines.stageMs / 10),
        timeout,
      ),
      {
        ...dawdling(
          'a line each half second for ever',
          ({ deadlines }) => repeat(NOISE[protocol], deadlines.stageMs / 20),
          timeout,
        ),
        representative: true,
      },
      it(
        'an endless line',
        [say(NOISE[protocol].trimEnd()), flood('a', MEGABYTES)],
        'response-too-large',
      ),
      it('a flood of lines', [flood(NOISE[protocol], MEGABYTES)], 'response-too-large'),
    ];
  };
  return [
    ...at(LOGIN[protocol], 'authenticate'),
    ...at(LAST[protocol], LAST_STAGE[protocol]),
    {
      ...base,
      name: 'says that it is going down at authenticate',
      server: script(protocol, LOGIN[protocol], [say(BYE[protocol]), close()]),
      expect: `authenticate: ${protocol === 'imap' ? 'server-unavailable' : 'temporary-failure'}`,
    },
    {
      ...base,
      name: 'every answer just in time, until the whole takes too long',
      slow: true,
      representative: true,
      server: ({ deadlines }) => justInTime(protocol, 0.8 * deadlines.stageMs),
      expect: `${LAST_STAGE[protocol]}: test-timeout`,
    },
  ];
};

const justInTime = (protocol: Protocol, ms: number): Step[] => {
  const slowly = (reply: string) => [pause(ms), say(reply)];
  const [, ...rest] =
    protocol === 'imap'
      ? imapScript([
          [/ LOGIN /i, slowly('{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n')],
          [/ STATUS /i, slowly('* STATUS INBOX (MESSAGES 0)\r\n{tag} OK done\r\n')],
        ])
      : smtpScript([
          [/^AUTH /i, slowly('235 2.7.0 signed in\r\n')],
          [/^MAIL /i, slowly('250 2.1.0 ok\r\n')],
        ]);
  const greeting =
    protocol === 'imap' ? '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n' : '220 hi\r\n';
  return [...slowly(greeting), ...rest];
};

export const hostileCases: Case[] = [
  ...casesOf('imap'),
  ...casesOf('smtp'),
  {
    name: 'a huge literal at authenticate',
    protocol: 'imap',
    security: 'none',
    server: imapScript([[/ LOGIN /i, [say('* ID ("name" {99999999}\r\n'), flood('a', MEGABYTES)]]]),
    expect: 'authenticate: response-too-large',
  },
  {
    name: 'a huge literal at mailbox',
    protocol: 'imap',
    security: 'none',
    server: imapScript([[/ STATUS /i, [say('* STATUS {99999999}\r\n'), flood('a', MEGABYTES)]]]),
    expect: 'mailbox: response-too-large',
  },
  {
    name: 'a flood of tokens at authenticate',
    protocol: 'imap',
    security: 'none',
    server: imapScript([[/ LOGIN /i, [say(`* ID (${'"a" '.repeat(15_000)})\r\n`)]]]),
    expect: 'authenticate: response-too-large',
  },
  {
    name: 'an answer to EHLO without an end',
    protocol: 'smtp',
    security: 'none',
    server: smtpScript([[/^EHLO /i, [flood('250-X-MORE\r\n', MEGABYTES)]]]),
    expect: 'authenticate: response-too-large',
  },
  {
    name: 'silence at EHLO',
    protocol: 'smtp',
    security: 'none',
    slow: true,
    server: smtpScript([[/^EHLO /i, [silence()]]]),
    expect: 'authenticate: login-timeout',
  },
];
