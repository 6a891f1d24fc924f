import { describe, expect, test } from 'vitest';
import { delivered, type ScriptedMailbox } from '../testing/scripted-mailbox.ts';
import { close, pause, say } from '../testing/scripted-server.ts';
import { afterData, travel } from '../testing/travel.ts';

const holds: ScriptedMailbox['holds'] = (path, subject) =>
  path === 'INBOX' ? [delivered(7, subject)] : [];
const arrives = { capabilities: 'IMAP4rev1 UIDPLUS', holds };
/** Shorter than what a transaction gets of the trip. */
const hasty = { tripMs: 7_500, deadlines: { stageMs: 2_500 } };
/** Longer than any stage, and than imapflow lets a connection be silent. */
const SLOW_MS = 12_500;

// At the same time: each of them mostly waits.
describe.concurrent('a server that has all of the message', () => {
  test('may take longer over it than a stage, while the mailbox stays open', async () => {
    const smtp = [[/^DATA$/i, afterData(pause(SLOW_MS), say('250 taken\r\n'))]] as const;
    const { result, steps } = await travel({ mailbox: arrives, smtp, tripMs: 30_000 });
    expect(result).toMatchObject({ ok: true, deleted: true, failure: null });
    expect(steps.slice(0, 3)).toEqual(['send running', 'send passed', 'find running']);
  });

  test.each([
    ['and never answers', pause(60_000)],
    ['and goes away', close()],
  ])('%s may have taken it: it is looked for, and found', async (_, step) => {
    const smtp = [[/^DATA$/i, afterData(step)]] as const;
    const { result, steps } = await travel({ mailbox: arrives, smtp, ...hasty });
    expect(result).toMatchObject({ ok: true, deleted: true, failure: null });
    expect(steps).toEqual([
      ...['send running', 'find running'],
      ...['send passed', 'find passed', 'delete running', 'delete passed'],
    ]);
  });

  test.each([
    ['never answers', pause(60_000), 'answer-timeout'],
    ['goes away', close(), 'connection-closed'],
  ])('and %s is what failed where it never turns up; it may still come', async (_, step, code) => {
    const smtp = [[/^DATA$/i, afterData(step)]] as const;
    const { result, steps } = await travel({ smtp, ...hasty });
    expect(result).toMatchObject({ ok: false, failure: { step: 'send', protocol: 'smtp', code } });
    expect(result.sentMs).not.toBeNull();
    expect(steps).toContain('send failed');
  });

  test('and refuses it has not sent it', async () => {
    const smtp = [[/^DATA$/i, afterData(say('554 5.7.1 no\r\n'))]] as const;
    const { result, imap } = await travel({ mailbox: arrives, smtp, ...hasty });
    expect(result).toMatchObject({
      sentMs: null,
      failure: { step: 'send', code: 'message-refused' },
    });
    expect(imap).not.toMatch(/EXAMINE/);
  });
});

test('a server that does not let the message come has not sent it', async () => {
  const { result, imap } = await travel({ smtp: [[/^DATA$/i, []]], ...hasty });
  expect(result).toMatchObject({ sentMs: null, failure: { step: 'send', code: 'answer-timeout' } });
  expect(imap).not.toMatch(/EXAMINE/);
});

test('nothing is open after a trip, even to servers that never answer a goodbye', async () => {
  const smtp = [
    [/^DATA$/i, [...afterData().slice(0, 1), say('250 taken\r\n')]],
    [/^QUIT$/i, []],
  ] as const;
  const instead = { LOGOUT: () => {} };
  await travel({ mailbox: { ...arrives, instead }, smtp }, async ({ servers: { imap, smtp } }) => {
    expect([imap.connections(), smtp.connections()]).toEqual([1, 1]);
    await expect.poll(() => [imap.open(), smtp.open()]).toEqual([0, 0]);
  });
});

describe('the address', () => {
  const utf8 = [/^EHLO /i, '250-x\r\n250-SMTPUTF8\r\n250 AUTH PLAIN\r\n'] as const;

  test('goes with its domain in ASCII', async () => {
    const { result, smtp } = await travel({ mailbox: arrives, sender: 'info@münchen.example' });
    expect(result.ok).toBe(true);
    expect(smtp).toContain('MAIL FROM:<info@xn--mnchen-3ya.example>\r\n');
    expect(smtp).toContain('RCPT TO:<info@xn--mnchen-3ya.example>\r\n');
  });

  test('outside ASCII is not sent to a server that can’t take it', async () => {
    const { result, smtp } = await travel({ mailbox: arrives, sender: 'bücher@example.com' });
    expect(result.failure).toMatchObject({ step: 'send', code: 'sender-address-unsupported' });
    expect(smtp).not.toMatch(/MAIL FROM/);
  });

  test('outside ASCII goes to one that can', async () => {
    const sender = 'bücher@example.com';
    const { result, smtp } = await travel({ mailbox: arrives, smtp: [utf8], sender });
    expect(result.ok).toBe(true);
    expect(smtp).toMatch(/MAIL FROM:<.*@example\.com> SMTPUTF8\r\n/);
  });

  test('that can’t be put into a command is what failed, not the connection', async () => {
    const { result, smtp } = await travel({ mailbox: arrives, sender: '"a<b"@example.com' });
    expect(result.failure).toMatchObject({ step: 'send', code: 'sender-address-unsupported' });
    expect(smtp).not.toMatch(/MAIL FROM/);
  });
});
