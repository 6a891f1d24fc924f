import { randomUUID } from 'node:crypto';
import type { Inbox, InboxPage } from '../contract/inbox.ts';
import { expect, type Letterbox, test } from './letterbox.ts';

const LIST = '/acme/settings/inboxes';
const NEW = `${LIST}/new`;

const addressOf = (what: string) => `${what}-${randomUUID().slice(0, 8)}@acme.test`;

const found = async (app: Letterbox, address: string): Promise<Inbox[]> =>
  (await app.call<InboxPage>('GET', `acme/inboxes?q=${encodeURIComponent(address)}`))
    .inboxes as Inbox[];

const remove = async (app: Letterbox, address: string) => {
  for (const { id } of await found(app, address)) {
    await app.call('DELETE', `acme/inboxes/${id}`, {});
  }
};

/** To the open servers, with an address given. */
const begin = async (app: Letterbox, address: string) => {
  const { page } = app;
  await app.goto(NEW);
  await page.getByLabel('Email address').fill(address);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
};

const addAlone = ({ page }: Letterbox) =>
  page.getByRole('button', { name: 'Add the inbox without connecting it' }).click();

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));

test('a half-done wizard outlives a reload, its password does not', async ({ app }) => {
  const { page } = app;
  const address = addressOf('half');
  await begin(app, address);
  await app.group('IMAP').getByLabel('Host').fill('imap.acme.test');
  await app.group('IMAP').getByLabel('Password', { exact: true }).fill('half a secret');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText(address)).toBeVisible();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue('imap.acme.test');
  await expect(app.group('IMAP').getByLabel('Password', { exact: true })).toHaveValue('');
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('secret');
});

test('leaving a half-done wizard asks, also on the way back', async ({ app }) => {
  const { page } = app;
  const address = addressOf('leave');
  await app.goto(LIST);
  await page
    .getByRole('link', { name: /Add (an |your first )?inbox/ })
    .first()
    .click();
  await page.getByLabel('Email address').fill(address);
  await page.goBack();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(page).toHaveURL(new RegExp(`${NEW}$`));
  await expect(page.getByLabel('Email address')).toHaveValue(address);
  await page.goBack();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
  await app.goto(NEW);
  await expect(page.getByLabel('Email address')).toHaveValue('');
});

test('the way back leads to the question before, and asks at the first', async ({ app }) => {
  const { page } = app;
  const address = addressOf('back');
  await app.goto(LIST);
  await page
    .getByRole('link', { name: /Add (an |your first )?inbox/ })
    .first()
    .click();
  await page.getByLabel('Email address').fill(address);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await app.group('IMAP').getByLabel('Host').fill('imap.acme.test');

  await page.goBack();
  await expect(page.getByRole('radio', { name: /^IMAP/ })).toBeFocused();
  await page.goForward();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue('imap.acme.test');
  await page.goBack();
  await page.goBack();
  await expect(page.getByLabel('Email address')).toHaveValue(address);
  await page.getByLabel('Email address').fill('nonsense');
  await page.goForward();
  await expect(page.getByLabel('Email address')).toHaveAttribute('aria-invalid', 'true');
  await expect(page).toHaveURL(new RegExp(`${NEW}$`));
  // Its own entry, and the one that the refused question has left.
  await page.goBack();
  await page.goBack();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
});

test('an inbox is added without connecting it, and waits to be finished', async ({ app }) => {
  const { page } = app;
  const address = addressOf('alone');
  await begin(app, address);
  await page.getByLabel('Name', { exact: true }).fill('');
  await addAlone(app);
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByLabel('Name', { exact: true }).fill('Alone');
  await addAlone(app);
  const row = page.getByRole('row', { name: address });
  await expect(row).toContainText('Disconnected');
  await expect(row).toContainText('Never connected');
  await row.getByRole('link', { name: 'Finish connecting: Alone' }).click();
  await expect(page.getByRole('tab', { name: 'Connection' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await remove(app, address);
});

test('an address is stored in the script it was typed in', async ({ app }) => {
  const { page } = app;
  const address = `${randomUUID().slice(0, 8)}@bücher.test`;
  await begin(app, address);
  await expect(page.getByText(address)).toBeVisible();
  await addAlone(app);
  await expect(page.getByRole('row', { name: address })).toBeVisible();
  expect(await found(app, address)).toMatchObject([{ emailAddress: address }]);
  await remove(app, address);
});

test('an answer that was lost on its way makes no second inbox', async ({ app }) => {
  const { page } = app;
  const address = addressOf('lost');
  await begin(app, address);
  const create = '**/api/orgs/acme/inboxes';
  await page.route(create, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await addAlone(app);
  await expect(page.getByText('Letterbox can’t be reached.')).toBeVisible();
  await page.unroute(create);
  await addAlone(app);
  await expect(page.getByRole('row', { name: address })).toBeVisible();
  expect(await found(app, address)).toHaveLength(1);
  await remove(app, address);
});

test('an address in use is refused at its field with whose it is', async ({ app }) => {
  const { page } = app;
  const address = addressOf('taken');
  const holder = { name: 'The holder', emailAddress: address, connectionType: 'imap' };
  await app.call('POST', 'acme/inboxes', holder);
  await begin(app, address);
  await addAlone(app);
  const field = page.getByLabel('Email address');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/The holder/);
  await remove(app, address);
});

test('the plan being used up meanwhile is said, and what was typed stays', async ({ app }) => {
  const { page } = app;
  const address = addressOf('full');
  await begin(app, address);
  await app.group('IMAP').getByLabel('Host').fill('imap.acme.test');
  const problem = {
    type: '/problems/inbox-limit-reached',
    title: 'Upgrade to add more inboxes',
    status: 409,
    code: 'inbox-limit-reached',
    requestId: 'req_1',
  };
  await page.route('**/api/orgs/acme/inboxes', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 409, json: problem })
      : route.fallback(),
  );
  await addAlone(app);
  await expect(page.getByRole('alert')).toContainText('Upgrade to add more inboxes.');
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue('imap.acme.test');
  await expect(page.getByText(address)).toBeVisible();
});
