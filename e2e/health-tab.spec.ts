import type { HealthDay, InboxHealth } from '../contract/health.ts';
import type { Inbox } from '../contract/inbox.ts';
import { connected, INBOXES, openInbox } from './health-page.ts';
import { expect, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { makeInbox, openList, removeMade, rowOf } from './own-inboxes.ts';

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));
test.afterEach(({ app }) => removeMade(app));

test('a fault that may pass is told quietly, with the next check, and ends by itself', async ({
  app,
}) => {
  const { page } = app;
  const { server, inboxes } = await connected(app, 1);
  const [inbox] = inboxes as [Inbox];
  await openInbox(app, inbox);
  await expect(page.getByText('Last checked just now')).toBeVisible();
  await server.stop();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('The check failed.')).toBeVisible();
  await expect(page.getByText(/Connection refused at 127\.0\.0\.1:/)).toBeVisible();
  await expect(page.getByText(/1 check failed; next at/)).toBeVisible();
  await expect(page.getByRole('main').locator('.badge').first()).toContainText('Connected');
  await lookInAll(page, '203-inbox-failing');
  await openList(app, inbox);
  await expect(rowOf(app, inbox.name)).toContainText(/Connected.*1 check failed; next at/);
  await lookInAll(page, '204-list-failing');

  await server.restart();
  await openInbox(app, inbox, '/health');
  await expect(page.getByText('1 failed check, not an error yet. It goes on.')).toBeVisible();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('The connection works.')).toBeVisible();
  await expect(page.getByText('Ended when a check passed.')).toBeVisible();
  await expect(page.getByText('after an hour of checks')).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(30);
  await expect(page.getByRole('radio').last()).toHaveAccessibleName(/checks failed/);
  await lookInAll(page, '205-health-after');
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.locator('[data-incident]')).toContainText('Checks of the inbox failed');
  await expect(page.locator('[data-incident]')).toContainText('Ended when a check passed.');
  await lookInAll(page, '206-activity-incident');
  await server.stop();
});

test('a refused password is an error at once, since when and until the next check', async ({
  app,
}) => {
  const { page } = app;
  const { server, inboxes, addresses } = await connected(app, 1);
  const [inbox] = inboxes as [Inbox];
  await server.restart(addresses);
  await openInbox(app, inbox, '/health');
  await expect(page.getByText('No incident in the last 30 days.')).toBeVisible();
  await lookInAll(page, '207-health-calm');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText(/Failing since .*; checked again by itself, next at/)).toBeVisible();
  await expect(page.getByRole('main').locator('.badge').first()).toContainText('Error');
  await expect(page.getByText('1 failed check. It goes on.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fix settings' })).toHaveCount(1);
  await lookInAll(page, '208-health-error');

  // Two weeks can't be waited for.
  await page.route(`**/api/orgs/*/inboxes/${inbox.id}`, async (route) => {
    const told: Inbox = await (await route.fetch()).json();
    const failing = told.failing && { ...told.failing, nextCheckAt: null };
    await route.fulfill({ json: { ...told, failing } });
  });
  await page.reload();
  const givenUp = page.getByText(/has failed for two weeks and is no longer checked by itself/);
  await expect(givenUp.filter({ hasText: 'Failing since' }).first()).toBeVisible();
  await page.getByRole('tab', { name: 'General' }).click();
  await expect(givenUp).toHaveCount(1);
  await server.stop();
});

test('an inbox that can’t be checked says why', async ({ app }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Unready');
  await openInbox(app, inbox, '/health');
  const button = page.getByRole('button', { name: 'Check now' });
  await expect(button).toHaveAccessibleDescription(/nothing to check before it is connected/);
  await expect(page.getByText('Not checked in the last 30 days.')).toBeVisible();
  await lookInAll(page, '209-health-unready');
  await app.call('POST', `${INBOXES}/${inbox.id}/archive`);
  await page.reload();
  await expect(button).toHaveAccessibleDescription('Archived inboxes are not checked.');
  await lookInAll(page, '210-health-archived');
});

test('every kind of day is told in words, day by day at the keyboard', async ({ app }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Storied');
  const states = ['unknown', 'ok', 'trouble', 'error'] as const;
  const today = Date.now();
  const days = Array.from({ length: 30 }, (_, at): HealthDay => {
    const state =
      at < 4 ? 'unknown' : (states[at === 12 ? 2 : at === 20 || at === 21 ? 3 : 1] ?? 'ok');
    const day = new Date(today - (29 - at) * 86_400_000).toISOString().slice(0, 10);
    return {
      ...{ day, state, errorMinutes: state === 'error' ? 42 : 0 },
      checkedMinutes: state === 'unknown' ? 0 : 1440,
    };
  });
  const incident = {
    ...({ id: 1, code: 'connect-timeout', message: 'The mail server did not answer.' } as const),
    ...({ at: 'mail.acme.test:993', failures: 4, endedBy: 'check' } as const),
    beganAt: new Date(today - 9 * 86_400_000).toISOString(),
    confirmedAt: new Date(today - 9 * 86_400_000 + 1_800_000).toISOString(),
    endedAt: new Date(today - 9 * 86_400_000 + 5_040_000).toISOString(),
  };
  const health: InboxHealth = {
    intervalMinutes: 60,
    ...{ lastCheckedAt: null, nextCheckAt: null, days },
    incidents: [incident, { ...incident, id: 2, code: 'wrong-password', endedBy: 'reconnected' }],
  };
  // A history of 30 days can't be made in a minute.
  await page.route('**/api/orgs/*/inboxes/*/health', (route) => route.fulfill({ json: health }));
  await openInbox(app, inbox, '/health');
  await expect(page.getByText(/99\.7[67]% of the time/)).toBeVisible();
  await expect(page.getByText('In error: 2 days')).toBeVisible();
  await page
    .getByRole('radio', { name: /no fault/ })
    .last()
    .focus();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { checked: true })).toHaveAccessibleName(
    /in error for 42 minutes/,
  );
  await expect(page.locator('.strip-day-words')).toContainText('in error for 42 minutes');
  await lookInAll(page, '211-health-history');

  await page.unroute('**/api/orgs/*/inboxes/*/health');
  await page.route('**/api/orgs/*/inboxes/*/health', (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Letterbox can’t be reached.');
  await lookInAll(page, '212-health-unloaded');
  await page.unroute('**/api/orgs/*/inboxes/*/health');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('Not checked in the last 30 days.')).toBeVisible();
});
