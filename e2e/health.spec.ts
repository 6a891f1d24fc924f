import { randomUUID } from 'node:crypto';
import type { HealthDay, InboxHealth, TroublesAnswer } from '../contract/health.ts';
import type { Inbox } from '../contract/inbox.ts';
import { check, failingServer } from './failing-servers.ts';
import { expect, type Letterbox, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { LIST, makeInbox, openList, removeMade, rowOf, tableOf } from './own-inboxes.ts';

const INBOXES = 'acme/inboxes';

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));
test.afterEach(({ app }) => removeMade(app));

const addresses = (count: number) =>
  Array.from({ length: count }, () => `health-${randomUUID().slice(0, 8)}@acme.test`);

/** Connected inboxes at one mail server of the journey's own. */
const connected = async (app: Letterbox, count: number) => {
  const own = addresses(count);
  const server = await failingServer(own);
  const inboxes: Inbox[] = [];
  for (const [at, address] of own.entries()) {
    const inbox = await makeInbox(app, `Desk ${at}`, address);
    inboxes.push(await server.connect(app, INBOXES, inbox));
  }
  return { server, inboxes, addresses: own };
};

const openInbox = async (app: Letterbox, { id }: Inbox, tab = '') => {
  await app.goto(`${LIST}/${id}${tab}`);
  await expect(app.page.getByRole('tabpanel')).toBeVisible();
};

/** Answers what is wrong with several inboxes, which takes an outage to come about. */
const answerTroubles = ({ page }: Letterbox, troubles: TroublesAnswer) =>
  page.route('**/api/orgs/acme/troubles', (route) => route.fulfill({ json: troubles }));

test('inboxes with one cause are one notice; checked together, those that work come back', async ({
  app,
}) => {
  const { page } = app;
  const { server, inboxes, addresses } = await connected(app, 3);
  const [first, second, third] = inboxes as [Inbox, Inbox, Inbox];
  await server.restart(addresses);
  for (const inbox of inboxes) await check(app, INBOXES, inbox);

  await app.goto(LIST);
  const notice = page.getByRole('region', { name: /3 inboxes can’t sign in at 127\.0\.0\.1/ });
  await expect(notice).toContainText('username or password refused. Since', {
    ignoreCase: true,
    useInnerText: true,
  });
  for (const { name } of inboxes) await expect(page.getByText(name)).toHaveCount(0);
  await lookInAll(page, '200-shared-folded');

  const unfold = notice.getByRole('button', { name: 'Show the 3 inboxes' });
  await unfold.focus();
  await page.keyboard.press('Enter');
  await expect(notice.getByRole('link', { name: `Fix settings: ${first.name}` })).toBeVisible();
  await expect(notice.getByRole('button', { expanded: true })).toBeFocused();
  await lookInAll(page, '201-shared-unfolded');

  await page.getByRole('searchbox').fill(first.name);
  await expect(rowOf(app, first.name)).toContainText('Error');
  await expect(notice).toHaveCount(0);
  await page.getByRole('searchbox').fill('');
  await expect(notice).toBeVisible();

  await server.restart([third.emailAddress]);
  await notice.getByRole('button', { name: 'Check all again' }).click();
  await expect(page.getByText('2 of 3 inboxes work again.')).toBeVisible();
  await expect(rowOf(app, first.name)).toContainText('Connected');
  await expect(rowOf(app, second.name)).toContainText('Last checked just now');
  await expect(rowOf(app, third.name)).toContainText('Error');
  await expect(notice).toHaveCount(0);
  await server.stop();
});

test('checking together can be stopped, and says how far it came', async ({ app }) => {
  const { page } = app;
  const { server, inboxes, addresses } = await connected(app, 2);
  await server.restart(addresses);
  for (const inbox of inboxes) await check(app, INBOXES, inbox);
  await app.goto(LIST);
  const notice = page.getByRole('region', { name: /2 inboxes can’t sign in at/ });
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/checks', async (route) => {
    await held;
    await route.abort().catch(() => {});
  });
  await notice.getByRole('button', { name: 'Check all again' }).click();
  await expect(notice.getByRole('status')).toContainText('0 of 2 checked, 0 came back.');
  await lookInAll(page, '202-shared-checking');
  await notice.getByRole('button', { name: 'Stop' }).click();
  await expect(notice.getByRole('status')).toContainText('Stopped after 0 of 2 inboxes');
  await expect(notice.getByRole('button', { name: 'Check all again' })).toBeFocused();
  letGo();
  await server.stop();
});

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

test('the list follows by itself, without taking the focus, the search or the rows', async ({
  app,
}) => {
  const { page } = app;
  const { server, inboxes, addresses } = await connected(app, 1);
  const [inbox] = inboxes as [Inbox];
  await page.clock.install();
  await app.goto(`${LIST}?q=${inbox.emailAddress}`);
  const name = rowOf(app, inbox.name).getByRole('link', { name: inbox.name, exact: true });
  await name.focus();
  await server.restart(addresses);
  await check(app, INBOXES, inbox);
  await expect(rowOf(app, inbox.name)).toContainText('Connected');
  await page.clock.fastForward(61_000);
  await expect(rowOf(app, inbox.name)).toContainText('Error');
  await expect(name).toBeFocused();
  await expect(page.getByRole('searchbox')).toHaveValue(inbox.emailAddress);
  await expect(tableOf(app, 'Inboxes').getByRole('row')).toHaveCount(2);
  await page.clock.fastForward(12 * 60_000);
  await expect(rowOf(app, inbox.name)).toContainText(/Last checked 1\d minutes ago/);
  await server.stop();
});

test('what does not answer is told once, on the list and where it matters', async ({ app }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Waiting');
  const since = new Date().toISOString();
  await answerTroubles(app, {
    outages: [
      { part: 'connector', since },
      { part: 'google', since },
    ],
    shared: [],
  });
  await openList(app, inbox);
  const banners = page.locator('[data-outage]');
  await expect(banners).toHaveCount(2);
  await expect(banners.first()).toContainText(
    /Letterbox’s own connection service does not answer since .*none is marked as broken/,
  );
  await lookInAll(page, '213-list-outages');
  await openInbox(app, inbox);
  await expect(banners).toHaveCount(1);
  await expect(banners).toHaveAttribute('data-outage', 'connector');
  await lookInAll(page, '214-inbox-outage');
});

test('whoever only reads sees which inboxes fail, without their servers or anything to press', async ({
  app,
}) => {
  const { page } = app;
  const { server, inboxes, addresses } = await connected(app, 2);
  await server.restart(addresses);
  for (const inbox of inboxes) await check(app, INBOXES, inbox);
  await app.enter('viewer', 'acme');
  for (const { name } of inboxes) await expect(rowOf(app, name)).toContainText(/Error.*refused/);
  await expect(page.getByRole('main')).not.toContainText('127.0.0.1');
  await expect(page.getByRole('button', { name: 'Check all again' })).toHaveCount(0);
  await page.getByRole('button', { name: /^Account/ }).click();
  await expect(page.getByRole('link', { name: 'Alert mails' })).toHaveCount(0);
  await app.goto('/acme/settings/alerts');
  await expect(page.getByText('Only owners and admins can open this page')).toBeVisible();
  await app.signIn('admin', 'acme');
  await server.stop();
});
