import { beforeEach, expect, test } from 'vitest';
import { roundTripEvent } from '../../../contract/round-trip.ts';
import { type AcmeInbox, makeAcmeInbox } from '../../testing/acme-inbox.ts';
import { CANARY, WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';

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
  expect(events[0]).toMatchObject({ type: 'step', step: 'send', status: 'running' });
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

test('needs something stored to send through', async () => {
  expect(await roundTrip()).toMatchObject({ status: 409, body: { code: 'not-connected' } });
});

test('an archived inbox sends nothing', async () => {
  await inbox.admin.put(`${inbox.path}/connection`, WORKING);
  await inbox.admin.post(`${inbox.path}/archive`, {});
  expect(await roundTrip()).toMatchObject({ status: 409, body: { code: 'inbox-archived' } });
});
