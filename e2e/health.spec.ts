import type { Inbox } from '../contract/inbox.ts';
import { check } from './failing-servers.ts';
import { answerTroubles, connected, INBOXES, openInbox } from './health-page.ts';
import { expect, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { LIST, makeInbox, openList, removeMade, rowOf, tableOf } from './own-inboxes.ts';

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));
test.afterEach(({ app }) => removeMade(app));

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
