import { expect, test } from './letterbox.ts';
import { LIST, makeInbox, openList, removeMade, rowOf, tableOf } from './own-inboxes.ts';

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));
test.afterEach(({ app }) => removeMade(app));

test('a search that only an archived inbox matches opens the archived ones', async ({ app }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Stored');
  const active = await makeInbox(app, 'Current');
  await app.call('POST', `acme/inboxes/${inbox.id}/archive`);
  await openList(app, active);
  const archived = page.getByRole('button', { name: /^Archived/ });
  await page.getByRole('searchbox').fill(inbox.name);
  await expect(rowOf(app, inbox.name, 'Archived inboxes')).toBeVisible();
  await expect(archived).toContainText(/1 of \d+ match/);
  await expect(page.getByText('No inbox in use matches.')).toBeVisible();
  await expect(page.getByText('No inbox matches')).toBeHidden();

  await page.getByLabel('Status').selectOption('connected');
  await expect(page.getByText('No inbox matches')).toBeVisible();
  await expect(archived).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(rowOf(app, active.name)).toBeVisible();

  await page.getByRole('searchbox').fill(inbox.name);
  await expect(rowOf(app, inbox.name, 'Archived inboxes')).toBeVisible();
  await page.reload();
  await expect(rowOf(app, inbox.name, 'Archived inboxes')).toBeVisible();
});

test('whoever loads more is led to the first row that comes', async ({ app }) => {
  const { page } = app;
  const first = await makeInbox(app, 'Before');
  const second = await makeInbox(app, 'Behind');
  // The API's own pages, cut short: no demo workspace has more than one.
  await page.route('**/api/orgs/acme/inboxes?**', (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set('limit', '1');
    return route.continue({ url: url.href });
  });
  await page.route('**/api/orgs/acme/inboxes', (route) =>
    route.continue({ url: `${route.request().url()}?limit=1` }),
  );
  await app.goto(`${LIST}?q=Be`);
  const more = page.getByRole('button', { name: 'Load more' });
  await expect(more).toBeVisible();
  while (await rowOf(app, second.name).isHidden()) {
    const rows = await tableOf(app, 'Inboxes').getByRole('row').count();
    await more.focus();
    await page.keyboard.press('Enter');
    await expect(tableOf(app, 'Inboxes').getByRole('row')).toHaveCount(rows + 1);
    const last = tableOf(app, 'Inboxes').getByRole('row').last();
    await expect(last.locator('a.inbox-name')).toBeFocused();
  }
  await expect(rowOf(app, first.name)).toBeVisible();
});

test('the search outlives a reload and the way back', async ({ app }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Findable');
  await openList(app, inbox);
  await page.getByRole('searchbox').fill(inbox.name);
  await page.getByLabel('Status').selectOption('disconnected');
  await expect(page).toHaveURL(/\?q=Findable.*&status=disconnected$/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue(inbox.name);
  await expect(page.getByLabel('Status')).toHaveValue('disconnected');
  await rowOf(app, inbox.name)
    .getByRole('link', { name: /^Finish connecting/ })
    .click();
  await expect(page.getByRole('tab', { name: 'Connection' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue(inbox.name);
  await expect(rowOf(app, inbox.name)).toBeVisible();
});
