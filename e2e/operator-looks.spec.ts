import type { Page } from '@playwright/test';
import type { KeyState, KeyStatus } from '../contract/keys.ts';
import type { OperatorView } from '../contract/operator.ts';
import { expect, test } from './letterbox.ts';
import { look, lookInAll } from './look.ts';
import { open, section } from './operator-page.ts';

const NOW = new Date();
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

const key: KeyState = {
  ...{ id: '5f0c1d22', role: 'current', inboxes: 8200, shortLived: 0, unreadable: 0 },
  ...{ safeToRetire: false, resealed: 0, total: 8200, running: false, finishedAt: null },
};

const troubled: OperatorView = {
  ...{ version: '0.1.0', at: NOW.toISOString(), queues: { checks: 1240, jobs: null } },
  checks: {
    ...{ intervalMinutes: 60, perMinute: 143.3, runs: 30, unfinishedRuns: 4, overdue: 12 },
    ...{ lastRun: ago(2), lastCompletedRun: ago(41) },
  },
  inboxes: {
    active: 8600,
    failing: [
      {
        code: 'connect-timeout',
        message: 'The mail server did not answer within 10 seconds.',
        count: 240,
        errors: 180,
      },
      {
        code: 'wrong-password',
        message: 'The mail server refused the username or the password.',
        count: 31,
        errors: 31,
      },
      {
        code: 'temporary-failure',
        message: 'The mail server has a fault at the moment.',
        count: 1,
        errors: 0,
      },
    ],
  },
  connector: { ok: false, ms: 3001, reason: 'timeout' },
  outages: [
    { part: 'connector', since: ago(44) },
    { part: 'google', since: ago(12) },
  ],
  providers: [
    { provider: 'google', configured: true, trouble: null, secretExpiresAt: null },
    {
      ...{ provider: 'microsoft', configured: true, secretExpiresAt: ago(-4 * 24 * 60) },
      trouble: { reason: 'invalid_client AADSTS7000222', since: ago(300) },
    },
  ],
  mail: {
    ...{ mailer: 'smtp', waiting: 3 },
    failed: [
      {
        ...{
          id: 'one',
          tenant: 'acme',
          recipient: `${'somebody-with-a-long-name'.repeat(2)}@acme.test`,
        },
        ...{
          subject: 'Support has stopped working',
          attempts: 7,
          failure: 'refused-recipient',
          failedAt: ago(90),
        },
      },
    ],
  },
  deadLetters: [
    {
      id: 'a',
      body: JSON.stringify({ kind: 'checks', part: null, ids: ['inb_01JD'] }),
      at: ago(5),
      canRetry: true,
    },
    {
      id: 'b',
      body: `{"kind":"checks","ids":["${'x'.repeat(300)}`,
      at: ago(600),
      canRetry: false,
    },
  ],
};

const rotating: KeyStatus = {
  current: '5f0c1d22',
  keys: [
    key,
    {
      ...key,
      id: 'a94be0d1',
      role: 'retiring',
      inboxes: 400,
      total: 8600,
      resealed: 8200,
      running: true,
      unreadable: 2,
    },
    {
      ...key,
      id: '77aa0b1c',
      role: 'retiring',
      inboxes: 0,
      total: 12,
      resealed: 12,
      safeToRetire: true,
      finishedAt: ago(2000),
    },
    { ...key, id: 'deadbeef', role: 'missing', inboxes: 3, total: 3 },
  ],
};

/** Has the API answer as no stand can be brought to in a test's time. */
const answering = async (page: Page, view: OperatorView, keys: KeyStatus) => {
  await page.route('**/api/operator', (route) => route.fulfill({ json: view }));
  await page.route('**/api/operator/keys?*', (route) => route.fulfill({ json: keys }));
};

test('every state of it is accessible and fits', async ({ app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await app.goto('/operator');
  await expect(page.getByLabel('Operator token', { exact: true })).toBeVisible();
  await lookInAll(page, '70-operator-closed');
  await open(app, 'not-the-token-of-this-deployment');
  await expect(page.getByRole('alert')).toBeVisible();
  await lookInAll(page, '71-operator-refused');
  await open(app);
  await expect(section(page, 'Keys')).toBeVisible();
  await lookInAll(page, '72-operator-open');

  await answering(page, troubled, rotating);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText('Key deadbeef is missing: everything waits for it.')).toBeVisible();
  await lookInAll(page, '74-operator-in-trouble');
  await section(page, 'Dead letters').getByText('What was asked').last().click();
  await lookInAll(page, '75-operator-in-trouble');
  await section(page, 'Dead letters')
    .getByRole('button', { name: /^Discard/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await lookInAll(page, '76-operator-discard');
  await page.keyboard.press('Escape');

  const uncounted = rotating.keys.map((each) => ({ ...each, inboxes: null, total: null }));
  await page.reload();
  await answering(
    page,
    { ...troubled, inboxes: { active: 1_000_000, failing: [] } },
    { ...rotating, keys: uncounted },
  );
  await open(app);
  await expect(page.getByRole('button', { name: 'Count inboxes' })).toBeVisible();
  await lookInAll(page, '78-operator-uncounted');
  await page.unroute('**/api/operator');
  await page.route('**/api/operator', (route) => route.abort());
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('alert')).toContainText('Letterbox can’t be reached.');
  await lookInAll(page, '79-operator-unreachable');

  await page.unroute('**/api/operator');
  await page.route('**/api/operator', (route) =>
    route.fulfill({
      status: 404,
      json: { code: 'not-found', status: 404, title: '', type: '', requestId: '' },
    }),
  );
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('alert')).toContainText('This deployment has no OPERATOR_TOKEN.');
  await look(page, 'light', '80-operator-not-configured');
});
