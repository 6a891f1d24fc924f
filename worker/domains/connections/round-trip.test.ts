import { beforeEach, describe, expect, test } from 'vitest';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Protocol } from '../../../contract/mail-server.ts';
import { roundTripEvent } from '../../../contract/round-trip.ts';
import { type AcmeInbox, makeAcmeInbox } from '../../testing/acme-inbox.ts';
import { CANARY, WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';
import { loginsOfRoundTrip } from './round-trip.ts';

let inbox: AcmeInbox;
beforeEach(async () => {
  inbox = await makeAcmeInbox();
});

const roundTrip = () => inbox.admin.post(`${inbox.path}/round-trips`, {});
const eventsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => roundTripEvent.parse(JSON.parse(line)));
const newest = async () => {
  const { body } = await inbox.admin.get(`${inbox.path}/timeline`);
  return (body as { entries: { action: string; changes: unknown[] }[] }).entries[0];
};

test('a message through the stored servers comes back, and the timeline tells of it', async () => {
  await inbox.admin.put(`${inbox.path}/connection`, WORKING);
  const answer = await roundTrip();
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  const events = eventsOf(answer.text);
  expect(events[0]).toEqual({
    type: 'began',
    subject: expect.stringMatching(/^Letterbox test message [0-9a-f]{18}$/),
  });
  expect(events[1]).toMatchObject({ type: 'step', step: 'send', status: 'running' });
  expect(events.at(-1)).toMatchObject({
    type: 'result',
    result: { ok: true, folder: 'INBOX', deleted: true, failure: null },
  });
  expect(answer.text).not.toContain(CANARY);
  await expect.poll(newest).toMatchObject({
    action: 'inbox.round-trip',
    changes: [{ field: 'result', before: null, after: 'passed' }],
  });
});

test('a login that is refused is an outcome, with the protocol and the step', async () => {
  await inbox.admin.put(`${inbox.path}/connection?verify=false`, WRONG_PASSWORD);
  const last = eventsOf((await roundTrip()).text).at(-1);
  expect(last).toMatchObject({
    result: { ok: false, failure: { step: 'find', protocol: 'imap', code: 'wrong-password' } },
  });
  await expect.poll(newest).toMatchObject({ action: 'inbox.round-trip' });
});

test('two refused logins make the next round trip wait', async () => {
  await inbox.admin.put(`${inbox.path}/connection?verify=false`, WRONG_PASSWORD);
  for (let press = 0; press < 2; press += 1) await roundTrip();
  expect(await roundTrip()).toMatchObject({ status: 429, body: { code: 'login-paused' } });
});

describe('of a round trip’s logins,', () => {
  const ended = (
    protocol: Protocol,
    code: FailureCode,
    { sentMs = null }: { sentMs?: number | null } = {},
  ) => {
    const step = protocol === 'imap' ? 'find' : 'send';
    return loginsOfRoundTrip({ sentMs, failure: { step, protocol, code, message: '', hint: '' } });
  };

  test('both were accepted where a message went out, whatever came of it', () => {
    const both = { imap: 'accepted', smtp: 'accepted' };
    expect(loginsOfRoundTrip({ sentMs: 40, failure: null })).toEqual(both);
    for (const code of ['message-not-found', 'connection-closed', 'response-too-large'] as const) {
      expect(ended('imap', code, { sentMs: 40 })).toEqual(both);
    }
    expect(ended('smtp', 'answer-timeout', { sentMs: 40 })).toEqual(both);
  });

  test.each([
    'sender-refused',
    'sender-address-unsupported',
    'message-refused',
    'message-deferred',
    'answer-timeout',
  ] as const)('both were accepted where the server then said %s', (code) => {
    expect(ended('smtp', code)).toEqual({ imap: 'accepted', smtp: 'accepted' });
  });

  test('the mailbox’s was accepted where the other was refused', () => {
    expect(ended('smtp', 'wrong-password')).toEqual({ imap: 'accepted', smtp: 'refused' });
    expect(ended('smtp', 'host-not-found')).toEqual({ imap: 'accepted', smtp: 'not-made' });
  });

  test('none but the mailbox’s was made where that one failed', () => {
    expect(ended('imap', 'wrong-password')).toEqual({ imap: 'refused', smtp: 'not-made' });
    expect(ended('imap', 'connect-timeout')).toEqual({ imap: 'not-made', smtp: 'not-made' });
  });
});

test('needs something stored to send through', async () => {
  expect(await roundTrip()).toMatchObject({ status: 409, body: { code: 'not-connected' } });
});

test('an archived inbox sends nothing', async () => {
  await inbox.admin.put(`${inbox.path}/connection`, WORKING);
  await inbox.admin.post(`${inbox.path}/archive`, {});
  expect(await roundTrip()).toMatchObject({ status: 409, body: { code: 'inbox-archived' } });
});
