import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Page } from '@playwright/test';
import type { KeyState, KeyStatus } from '../contract/keys.ts';
import type { OperatorView } from '../contract/operator.ts';
import { standWrite } from '../dev/tickets/stand-write.ts';
import { expect, type Letterbox, test } from './letterbox.ts';
import { look, lookInAll } from './look.ts';
import { standFolder } from './stand.ts';

const token = (): string =>
  parseEnv(readFileSync(join(standFolder(), 'workers.env'), 'utf8')).OPERATOR_TOKEN ?? '';

const open = async (app: Letterbox, given = token()) => {
  await app.goto('/operator');
  await app.page.getByLabel('Operator token', { exact: true }).fill(given);
  await app.page.getByRole('button', { name: 'Open' }).click();
};

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

const bury = (url: string, id: string, body: string) =>
  standWrite(url)(
    `insert or replace into dead_letters (id, body, at) select value->>'id', value->>'body', ${Date.now()} from json_each(?)`,
    JSON.stringify([{ id, body }]),
  );

test('a wrong token is told, the right one opens it, and a reload or Lock forgets it', async ({
  app,
}) => {
  const { page } = app;
  await open(app, '');
  await expect(page.getByText('Enter the token.')).toBeVisible();
  await expect(page.getByLabel('Operator token', { exact: true })).toBeFocused();
  await open(app, 'not-the-token-of-this-deployment');
  await expect(page.getByRole('alert')).toContainText('This is not the operator’s token.');
  await expect(page.getByRole('alert')).toBeFocused();

  await open(app);
  await expect(section(page, 'Checks')).toBeVisible();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  );
  expect(kept).not.toContain(token());
  expect(page.url()).not.toContain(token());

  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByLabel('Operator token', { exact: true })).toHaveValue('');
  await open(app);
  await expect(section(page, 'Checks')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Operator token', { exact: true })).toHaveValue('');
});

test('a person’s session does not open it, and is not ended by a wrong token', async ({ app }) => {
  const { page, stand } = app;
  await app.signIn('owner');
  expect((await page.request.get(`${stand.url}/api/operator`)).status()).toBe(401);
  await open(app, 'not-the-token-of-this-deployment');
  await expect(page.getByRole('alert')).toContainText('This is not the operator’s token.');
  await app.goto('/acme/settings/inboxes');
  await expect(page.getByRole('heading', { level: 1, name: 'Inboxes' })).toBeVisible();
});

test('what was given up is tried again, or discarded when that is confirmed', async ({ app }) => {
  const { page, stand } = app;
  const ids = ['inb_0', 'inb_1', 'inb_2'];
  await bury(stand.url, 'e2e-checks', JSON.stringify({ kind: 'checks', part: null, ids }));
  await bury(stand.url, 'e2e-poison', '"<img src=x onerror=alert(1)>"');
  await open(app);
  const letters = section(page, 'Dead letters');
  await expect(letters.getByRole('listitem')).toHaveCount(2);

  await letters.getByRole('button', { name: 'Try again: Checks of 3 inboxes' }).click();
  await expect(page.getByText('Put back on its queue.')).toBeVisible();
  await expect(letters.getByRole('listitem')).toHaveCount(1);
  await expect(letters.getByRole('heading')).toBeFocused();

  await letters.getByText('What was asked').click();
  await expect(letters.locator('pre')).toHaveText('"<img src=x onerror=alert(1)>"');
  await expect(letters).toContainText('Trying again would not help: it can only be discarded.');
  await expect(letters.getByRole('button', { name: /^Try again/ })).toHaveCount(0);

  await letters.getByRole('button', { name: /^Discard/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Keep it' }).press('Enter');
  await expect(letters.getByRole('button', { name: /^Discard/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(letters).toContainText('Nothing was given up.');
  await expect(letters.getByRole('heading')).toBeFocused();
});

test('it looks again by itself, and at once when asked', async ({ app }) => {
  const { page } = app;
  await page.clock.install();
  let looks = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/operator')) looks += 1;
  });
  await open(app);
  await expect(page.getByText('Updated just now')).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(page.getByText('Updated 10 s ago')).toBeVisible();
  expect(looks).toBe(1);
  await page.clock.runFor(21_000);
  await expect.poll(() => looks).toBe(2);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => looks).toBe(3);
});

test('the page is served under the strict policy, and nothing of its data is kept', async ({
  app,
}) => {
  const { page, stand } = app;
  const forbidden: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
  });
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/operator'));
  await open(app);
  expect((await answered).headers()['cache-control']).toBe('no-store');
  await expect(section(page, 'Keys')).toBeVisible();
  const served = await page.request.get(`${stand.url}/operator`);
  expect(served.headers()['content-security-policy']).toContain("script-src 'self'");
  expect(await served.text()).not.toContain('Checks a minute');
  expect(forbidden).toEqual([]);
});

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
  await lookInAll(page, '73-operator-open');

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
  await lookInAll(page, '77-operator-discard');
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
