import { describe, expect, test } from 'vitest';
import type { OperatorView } from '../../../contract/operator.ts';
import { MailError } from '../../platform/mail-error.ts';
import { keptQueue, operator, operatorDeps } from '../../testing/operator-api.ts';
import { db } from '../../testing/world.ts';
import { sendAlerts } from '../health/alerts/send.ts';
import { alerts, deadLetters } from '../health/tables.ts';

const AT = new Date('2026-11-23T10:00:00Z');

const withQueues = () => {
  const queues = { checks: keptQueue(), jobs: keptQueue() };
  return { queues, deps: operatorDeps({ queues }) };
};

const bury = (body: string, id = 'letter') => db.insert(deadLetters).values({ id, body, at: AT });
const letters = () => db.select().from(deadLetters);

const CHECKS = { kind: 'checks', part: null, tries: 0, ids: ['inb_1', 'inb_2'] };
const RESEAL = { kind: 'reseal', keyId: 'abcdef01', cursor: '' };

describe('a dead letter', () => {
  test.each([
    ['checks', CHECKS],
    ['jobs', RESEAL],
  ] as const)('goes back to the queue that it came from: %s', async (queue, body) => {
    await bury(JSON.stringify(body));
    const { queues, deps } = withQueues();
    const view = (await operator(deps).get('')).body as OperatorView;
    expect(view.deadLetters).toMatchObject([{ canRetry: true }]);
    expect((await operator(deps).post('/dead-letters/letter/retry')).status).toBe(204);
    expect(queues[queue].kept).toEqual([body]);
    expect(await letters()).toEqual([]);
  });

  test.each([
    '{"kind":"checks","ids":[',
    '"letterbox"',
    '{"kind":"other"}',
    JSON.stringify({ ...CHECKS, password: 'x' }),
    JSON.stringify({ ...CHECKS, ids: [] }),
  ])('that asks nothing we know stays where it is: %s', async (body) => {
    await bury(body);
    const { queues, deps } = withQueues();
    const answer = await operator(deps).post('/dead-letters/letter/retry');
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown-message' } });
    expect([...queues.checks.kept, ...queues.jobs.kept]).toEqual([]);
    expect(await letters()).toHaveLength(1);
    const view = (await operator(deps).get('')).body as OperatorView;
    expect(view.deadLetters).toMatchObject([{ canRetry: false }]);
  });

  test('is kept where the queue does not take it', async () => {
    await bury(JSON.stringify(CHECKS));
    const full = { ...keptQueue(), send: () => Promise.reject(new Error('full')) };
    const deps = operatorDeps({ queues: { checks: full, jobs: full } });
    expect((await operator(deps).post('/dead-letters/letter/retry')).status).toBe(500);
    expect(await letters()).toHaveLength(1);
  });

  test('is discarded alone, and once', async () => {
    await bury('anything');
    await bury('another', 'other');
    expect((await operator().delete('/dead-letters/letter')).status).toBe(204);
    expect((await operator().delete('/dead-letters/letter')).status).toBe(404);
    expect((await operator().post('/dead-letters/letter/retry')).status).toBe(404);
    expect((await letters()).map(({ id }) => id)).toEqual(['other']);
  });
});

const mail = {
  tenant: null,
  recipient: 'ops@letterbox.test',
  subject: 'S',
  text: 'T',
  createdAt: AT,
};
const failed = { ...mail, id: 'mail', attempts: 7, failedAt: AT, failure: 'timeout' };
const mailNow = () => db.select().from(alerts).get();

describe('a mail that was given up', () => {
  test('is tried once more with the next cron, as the same mail', async () => {
    await db.insert(alerts).values(failed);
    const sent: unknown[] = [];
    const deps = operatorDeps({ mailer: async (each) => void sent.push(each) });
    expect((await operator(deps).post('/alerts/mail/retry')).status).toBe(204);
    await sendAlerts(deps);
    expect(await mailNow()).toMatchObject({ sentAt: expect.any(Date), failedAt: null });
    expect(sent).toEqual([{ id: 'mail', to: mail.recipient, subject: 'S', text: 'T' }]);
    expect((await operator(deps).post('/alerts/mail/retry')).status).toBe(404);
  });

  test('is given up again when that fails too', async () => {
    await db.insert(alerts).values(failed);
    const refuse = () => Promise.reject(new MailError('unreachable', { isTemporary: true }));
    const deps = operatorDeps({ mailer: refuse });
    await operator(deps).post('/alerts/mail/retry');
    await sendAlerts(deps);
    const again = {
      failure: 'unreachable',
      failedAt: expect.any(Date),
      nextTryAt: null,
      attempts: 8,
    };
    expect(await mailNow()).toMatchObject(again);
  });

  test('stays where there is nothing to send it with', async () => {
    await db.insert(alerts).values(failed);
    const answer = await operator(operatorDeps({ mailer: null })).post('/alerts/mail/retry');
    expect(answer).toMatchObject({ status: 409, body: { code: 'mail-not-configured' } });
    expect(await mailNow()).toMatchObject({ failedAt: AT });
  });

  test('is discarded; one that still waits is not', async () => {
    await db.insert(alerts).values([failed, { ...mail, id: 'waiting', nextTryAt: AT }]);
    expect((await operator().delete('/alerts/mail')).status).toBe(204);
    expect((await operator().delete('/alerts/waiting')).status).toBe(404);
    expect((await operator().post('/alerts/waiting/retry')).status).toBe(404);
    expect((await db.select().from(alerts)).map(({ id }) => id)).toEqual(['waiting']);
  });
});
