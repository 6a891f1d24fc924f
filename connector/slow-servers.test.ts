import { test } from 'vitest';
import { type Protocol, protocols } from '../contract/mail-server.ts';
import { goodScript } from './testing/both-protocols.ts';
import { ask, eventsOf, serveApp } from './testing/caller.ts';
import { certificates } from './testing/certificates.ts';
import { on } from './testing/rig.ts';
import {
  answer,
  drip,
  type Step,
  say,
  scriptedServer,
  upgrade,
} from './testing/scripted-server.ts';
import { imapScript, smtpScript } from './testing/scripts.ts';

const EVERY_MS = 20;
const DEADLINES = {
  stageMs: 2_500,
  testMs: 10_000,
  probeMs: 100,
  silenceMs: 100,
  secondLookMs: 100,
};
const { good, authority } = await certificates();

type Slow = { security: 'tls' | 'starttls' | 'none'; steps: readonly Step[] };

const offer = {
  imap: '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n',
  smtp: '220 mail.example.com ESMTP\r\n',
};
const GREETING = { imap: '* OK hello ', smtp: '220-hello\r\n' };
const NOISE = { imap: '* OK still here\r\n', smtp: '250-still here\r\n' };

const atCommand = (protocol: Protocol, command: RegExp): readonly Step[] => {
  const row = [command, [drip(NOISE[protocol], EVERY_MS)]] as const;
  return protocol === 'imap' ? imapScript([row]) : smtpScript([row]);
};

/** A server of each kind that never stops sending, one character at a time, in that phase. */
const phases = (protocol: Protocol): Record<string, Slow> => {
  const dripping = drip(NOISE[protocol], EVERY_MS);
  return {
    greeting: { security: 'none', steps: [drip(GREETING[protocol], EVERY_MS)] },
    'TLS handshake': { security: 'tls', steps: [drip('\u0016\u0003\u0003\u0001', EVERY_MS)] },
    'greeting inside of TLS': {
      security: 'tls',
      steps: [upgrade(good), drip(GREETING[protocol], EVERY_MS)],
    },
    'answer to STARTTLS': {
      security: 'starttls',
      steps: [
        say(offer[protocol]),
        answer([
          [/STARTTLS$/i, [dripping]],
          [/^EHLO /i, '250-mail.example.com\r\n250 STARTTLS\r\n'],
        ]),
      ],
    },
    login: { security: 'none', steps: atCommand(protocol, / LOGIN |^AUTH /i) },
    'last stage': { security: 'none', steps: atCommand(protocol, / STATUS |^MAIL /i) },
  };
};

const each = protocols.flatMap((protocol) =>
  Object.entries(phases(protocol)).map(([phase, slow]) => [protocol, phase, slow] as const),
);

// At the same time: each of them mostly waits for its deadline.
test.concurrent.for(each)(
  '%s: dripping in its %s, a server is left in time, and its place and its socket are free',
  async ([protocol, , slow], { expect, onTestFinished }) => {
    const server = await scriptedServer(slow.steps);
    const quick = await scriptedServer(goodScript[protocol]());
    onTestFinished(server.stop);
    onTestFinished(quick.stop);
    const { url, concurrency, stop } = await serveApp({
      ports: [server.port, quick.port],
      bounds: { maxTests: 1, maxQueue: 1 },
      deadlines: DEADLINES,
      authority,
    });
    onTestFinished(async () => void (await stop()));
    const testOf = async (port: number, security: Slow['security']) => {
      const settings = on(port, { security });
      const smtp = { ...settings, sender: 'support@example.com' };
      const request = protocol === 'imap' ? { imap: settings } : { smtp };
      const events = [];
      for await (const event of eventsOf(await ask(url, request))) events.push(event);
      return events.at(-1);
    };
    const [dripped, next] = await Promise.all([
      testOf(server.port, slow.security),
      testOf(quick.port, 'none'),
    ]);
    expect(dripped).toMatchObject({ type: 'result', result: { ok: false } });
    expect(dripped?.type === 'result' && dripped.result.ms).toBeLessThan(2 * DEADLINES.testMs);
    expect(next).toMatchObject({ type: 'result', result: { ok: true } });
    expect([concurrency.running(), concurrency.queued()]).toEqual([0, 0]);
    await expect.poll(server.open).toBe(0);
  },
);
