import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoundTripEvent } from '../../contract/round-trip.ts';
import { type Stand, startStand } from '../../dev/mail-server/testing.ts';
import { on, PASSWORD, rig, USERNAME } from '../testing/rig.ts';
import { delivered } from '../testing/scripted-mailbox.ts';
import { answer, type Step, say, scriptedServer } from '../testing/scripted-server.ts';
import { smtpScript } from '../testing/scripts.ts';
import { travel } from '../testing/travel.ts';
import { runRoundTrip } from './run-round-trip.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ accounts: [{ address: USERNAME, password: PASSWORD }] });
});
afterAll(() => stand.server.stop());

type Change = {
  imap?: Partial<ReturnType<typeof on>>;
  smtp?: Partial<ReturnType<typeof on>>;
  tripMs?: number;
  stopAt?: (event: RoundTripEvent) => boolean;
};

const trip = async ({ imap = {}, smtp = {}, tripMs = 30_000, stopAt }: Change = {}) => {
  const { ports } = stand.server;
  const request = {
    tenant: 't',
    imap: on(ports.imaps, { host: 'localhost', security: 'tls', ...imap }),
    smtp: {
      ...on(ports.submissions, { host: 'localhost', security: 'tls', ...smtp }),
      sender: USERNAME,
    },
  };
  const allowed = [request.imap.port, request.smtp.port];
  const deps = rig({ ports: allowed, authority: stand.authority.cert });
  const events: RoundTripEvent[] = [];
  const stop = new AbortController();
  const emit = (event: RoundTripEvent) => {
    events.push(event);
    if (stopAt?.(event)) stop.abort();
  };
  const result = await runRoundTrip(request, deps, { signal: stop.signal, emit }, { tripMs });
  return { result, events, lines: deps.lines };
};

const steps = (events: RoundTripEvent[]) =>
  events.flatMap((event) => (event.type === 'step' ? [`${event.step} ${event.status}`] : []));

describe('a message to oneself', () => {
  test('is sent, found in the inbox and deleted again', async () => {
    const { result, events } = await trip();
    expect(result).toMatchObject({
      ok: true,
      folder: 'INBOX',
      folderUse: 'inbox',
      deleted: true,
      failure: null,
    });
    expect(result.arrivedMs).toBeGreaterThanOrEqual(result.sentMs ?? Number.POSITIVE_INFINITY);
    expect(steps(events)).toEqual([
      'send running',
      ...['send passed', 'find running', 'find passed', 'delete running', 'delete passed'],
    ]);
    expect(events[0]).toEqual({ type: 'began', subject: result.subject });
    expect(events.at(-1)).toEqual({ type: 'result', result });
  });

  test('goes by STARTTLS as well', async () => {
    const { imap, smtp } = stand.server.ports;
    const { result } = await trip({
      imap: { port: imap, security: 'starttls' },
      smtp: { port: smtp, security: 'starttls' },
    });
    expect(result).toMatchObject({ ok: true, deleted: true });
  });
});

test('where the mailbox does not open, nothing is sent', async () => {
  const { result, events } = await trip({ imap: { password: 'wrong' } });
  expect(result).toMatchObject({
    ok: false,
    sentMs: null,
    failure: { step: 'find', protocol: 'imap', code: 'wrong-password' },
  });
  expect(steps(events)).toEqual(['send running', 'find failed']);
});

describe('with a server that', () => {
  let heard: string[];
  const against = async (rows: readonly (readonly [RegExp, string | readonly Step[]])[]) => {
    const server = await scriptedServer(smtpScript([...rows, [/^DATA$/i, '503 5.5.1 no\r\n']]));
    const { result } = await trip({ smtp: { port: server.port, security: 'none' }, tripMs: 4_000 });
    await server.stop();
    heard = server.heard;
    return result;
  };
  beforeEach(() => {
    heard = [];
  });
  const data: readonly Step[] = [
    say('354 go on\r\n'),
    answer([
      [/^\.$/, '250 2.0.0 taken\r\n'],
      [/^QUIT$/i, '221 bye\r\n'],
    ]),
  ];

  test.each([
    ['refuses the sender', [[/^MAIL FROM:/i, '550 5.7.1 no\r\n']], 'sender-refused'],
    ['refuses the recipient', [[/^RCPT TO:/i, '553 5.7.1 no\r\n']], 'sender-refused'],
    ['puts the message off', [[/^RCPT TO:/i, '451 4.7.1 later\r\n']], 'message-deferred'],
    ['refuses the message', [[/^DATA$/i, '554 5.7.1 no\r\n']], 'message-refused'],
  ] as const)('%s', async (_, rows, code) => {
    expect((await against(rows)).failure).toMatchObject({ step: 'send', protocol: 'smtp', code });
  });

  test('loses the message: that is said when the time is over', async () => {
    const result = await against([[/^DATA$/i, data]]);
    expect(result).toMatchObject({
      ok: false,
      failure: { step: 'find', code: 'message-not-found' },
      deleted: false,
    });
    expect(result.sentMs).not.toBeNull();
    expect(heard.join('')).toContain(result.subject);
    expect(heard.join('')).toMatch(/Auto-Submitted: auto-generated/);
    expect(heard.join('')).toMatch(/^From: Letterbox <support@example.com>/m);
  });
});

test('is stopped by whoever asked for it', async () => {
  const server = await scriptedServer(smtpScript([[/^MAIL/i, []]]));
  const { result } = await trip({
    smtp: { port: server.port, security: 'none' },
    stopAt: ({ type }) => type === 'step',
  });
  await server.stop();
  expect(result).toMatchObject({ ok: false, failure: { code: 'test-interrupted' } });
});

test('a mailbox whose search lies loses no mail: only a message with the token in its subject is deleted', async () => {
  const holds = () => [delivered(7, 'Your contract'), delivered(8, 'Letterbox test message')];
  const { result, imap } = await travel({
    mailbox: { capabilities: 'IMAP4rev1 UIDPLUS MOVE', holds },
    tripMs: 4_000,
  });
  expect(result).toMatchObject({ ok: false, failure: { code: 'message-not-found' } });
  expect(imap).toMatch(/UID FETCH 8 /);
  expect(imap).not.toMatch(/STORE|EXPUNGE|MOVE|SELECT/);
});

test('nothing of it is logged that a login is made of', async () => {
  const { lines } = await trip();
  expect(lines.join('\n')).not.toContain(PASSWORD);
});
