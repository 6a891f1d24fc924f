import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Inbox, InboxPage } from '../contract/inbox.ts';
import { at } from '../dev/stand/paths.ts';
import { expect, type Letterbox, test } from './letterbox.ts';
import { look } from './look.ts';
import { LIST, makeInbox, openList, removeLater, removeMade, rowOf } from './own-inboxes.ts';
import { standFolder } from './stand.ts';

const moreOf = ({ page }: Letterbox, name: string) =>
  page.getByRole('button', { name: `More: ${name}`, exact: true });

const isStored = async (app: Letterbox, { id }: Inbox) => {
  const lists = ['acme/inboxes?limit=100', 'acme/inboxes?limit=100&archived=true'];
  const pages = await Promise.all(lists.map((path) => app.call<InboxPage>('GET', path)));
  return pages.some(({ inboxes }) => inboxes.some((inbox) => inbox.id === id));
};

const addTickets = (inbox: Inbox) => {
  const counts = ['--open', '2', '--pending', '1', '--closed', '1'];
  const args = ['dev/tickets.mjs', '--org', 'acme', '--inbox', inbox.emailAddress, ...counts];
  const env = { ...process.env, LETTERBOX_STAND: standFolder() };
  execFileSync(process.execPath, args, { cwd: at('.'), env });
};

const openTickets = async (app: Letterbox, { id }: Inbox) =>
  (await app.call<{ openTickets: number }>('GET', `acme/inboxes/${id}/deletion-preview`))
    .openTickets;

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));
test.afterEach(({ app }) => removeMade(app));

test('an inbox is archived at once, and the toast takes it back', async ({ app }) => {
  const { page } = app;
  const first = await makeInbox(app, 'First');
  const second = await makeInbox(app, 'Second');
  await openList(app, first, second);
  const plan = page.getByText(/^\d+ of \d+ inboxes$/);
  const before = await plan.textContent();

  await app.choose(first.name, 'Archive');
  await expect(rowOf(app, first.name)).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'Archived' })).toContainText(first.name);
  await expect(plan).not.toHaveText(before ?? '');
  await expect(moreOf(app, second.name)).toBeFocused();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(app, first.name)).toBeVisible();
  await expect(plan).toHaveText(before ?? '');
  await expect(moreOf(app, first.name)).toBeFocused();
});

test('the offer to undo stays for ten seconds, and while a pointer rests on it', async ({
  app,
}) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Fleeting');
  await page.clock.install();
  await openList(app, inbox);
  await app.choose(inbox.name, 'Archive');
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.hover();
  await page.clock.fastForward('00:30');
  await expect(undo).toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.fastForward('00:08');
  await expect(undo).toBeVisible();
  await page.clock.fastForward('00:03');
  await expect(undo).toBeHidden();
});

test('an archived inbox waits below the list until it is restored', async ({ app }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Resting');
  await app.call('POST', `acme/inboxes/${inbox.id}/archive`);
  await app.goto(LIST);
  const archived = page.getByRole('button', { name: /^Archived/ });
  await expect(archived).toHaveAttribute('aria-expanded', 'false');
  await archived.click();
  await expect(rowOf(app, inbox.name, 'Archived inboxes')).toContainText('Archived on');
  await page.getByRole('button', { name: `Restore: ${inbox.name}` }).click();
  await expect(rowOf(app, inbox.name)).toContainText('Never connected');
  await expect(rowOf(app, inbox.name, 'Archived inboxes')).toBeHidden();
});

test('an inbox whose name shows nothing goes by its address', async ({ app }) => {
  const { page } = app;
  const address = `unseen-${randomUUID().slice(0, 8)}@acme.test`;
  const inbox = await app.call<Inbox>('POST', 'acme/inboxes', {
    name: '\u200b',
    emailAddress: address,
    connectionType: 'imap',
  });
  removeLater(inbox);
  await app.goto(LIST);
  await expect(page.getByRole('link', { name: address, exact: true })).toBeVisible();
  await app.choose(address, 'Delete');
  const dialog = page.getByRole('dialog', { name: `Delete ${address}?` });
  await expect(dialog).toContainText('Its address becomes free.');
  await expect(dialog).not.toContainText('password');
  await dialog.getByLabel(`Type ${address} to confirm`).fill(address);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Deleted ${address}.` })).toBeVisible();
});

test('a disconnected inbox loses its password and keeps its servers', async ({ app }) => {
  const { page } = app;
  const { host, port, security } = app.stand.mailbox.smtp;
  // The demo mail server has an account of this name, and no other journey connects it.
  const imap = { ...app.stand.mailbox.imap, username: 'support@globex.test' };
  const inbox = await makeInbox(app, 'Wired', imap.username);
  const connection = { imap, smtp: { host, port, security, sameCredentials: true } };
  await app.call('PUT', `acme/inboxes/${inbox.id}/connection`, connection, {
    'if-match': `"${inbox.version}"`,
  });
  await openList(app, inbox);

  await app.choose(inbox.name, 'Disconnect');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('destroyed at once');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(dialog).toBeHidden();
  await expect(moreOf(app, inbox.name)).toBeFocused();
  await expect(rowOf(app, inbox.name)).toContainText('Disconnected on');

  await rowOf(app, inbox.name).getByRole('link', { name: 'Reconnect' }).click();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue(imap.host);
  await app.group('IMAP').getByLabel('Password', { exact: true }).fill(imap.password);
  await page.getByRole('button', { name: 'Reconnect', exact: true }).click();
  await expect(page.getByText('Connected since').first()).toBeVisible();
});

test('deleting an inbox transfers its open tickets', async ({ app }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Leaving');
  const heir = await makeInbox(app, 'Heir');
  addTickets(inbox);
  await openList(app, inbox, heir);

  await app.choose(inbox.name, 'Delete');
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Delete' });
  await expect(dialog).toContainText('3 open tickets');
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await expect(confirm).toHaveAccessibleDescription(/Type the name/);
  await look(page, 'light', '30-delete');
  await dialog.getByLabel(/to confirm$/).fill(` ${inbox.name} `);
  await confirm.click();
  await expect(dialog).toContainText('Choose what happens to the open tickets.');
  await dialog.getByRole('radio', { name: 'Transfer' }).check();
  await confirm.click();
  await expect(dialog.getByLabel('Inbox that takes them')).toBeFocused();
  await dialog.getByLabel('Inbox that takes them').selectOption({ value: heir.id });
  await confirm.click();

  await expect(rowOf(app, inbox.name)).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'Deleted' })).toContainText('3 tickets');
  expect(await isStored(app, inbox)).toBe(false);
  expect(await openTickets(app, heir)).toBe(3);
});

test('tickets that come in while the dialog is open are asked about, then closed', async ({
  app,
}) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Busy');
  await openList(app, inbox);

  await app.choose(inbox.name, 'Delete');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/to confirm$/).fill(inbox.name);
  addTickets(inbox);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('alert')).toContainText('There are open tickets in this inbox.');
  await expect(dialog.getByLabel(/to confirm$/)).toHaveValue(inbox.name);
  await dialog.getByRole('radio', { name: 'Close all' }).check();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(rowOf(app, inbox.name)).toBeHidden();
  expect(await isStored(app, inbox)).toBe(false);
});

test('a deletion confirmed of an older version is asked about again, then done', async ({
  app,
}) => {
  const inbox = await makeInbox(app, 'Older');
  await openList(app, inbox);
  await app.choose(inbox.name, 'Delete');
  const dialog = app.page.getByRole('dialog');
  await dialog.getByLabel(/to confirm$/).fill(inbox.name);
  const alias = `alias-${inbox.emailAddress}`;
  await app.call('POST', `acme/inboxes/${inbox.id}/aliases`, { emailAddress: alias });
  await app.call('PATCH', `acme/inboxes/${inbox.id}`, { displayName: 'Newer' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('alert')).toContainText('meanwhile');
  await expect(dialog.getByText(alias)).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(rowOf(app, inbox.name)).toBeHidden();
});

test('an inbox that somebody else has deleted meanwhile counts as deleted', async ({ app }) => {
  const inbox = await makeInbox(app, 'Gone');
  await openList(app, inbox);
  await app.call('DELETE', `acme/inboxes/${inbox.id}`, {});
  await app.choose(inbox.name, 'Archive');
  await expect(rowOf(app, inbox.name)).toBeHidden();
  await expect(app.page.getByText('was deleted meanwhile')).toBeVisible();
});

test('with the keyboard alone: archive, undo, delete', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  const inbox = await makeInbox(app, 'Keys');
  await openList(app, inbox);
  const tabTo = async (target: ReturnType<typeof moreOf>) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  };
  const item = (name: string) => page.getByRole('menuitem', { name });

  await tabTo(moreOf(app, inbox.name));
  await keyboard.press('ArrowDown');
  await expect(item('Archive')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(item('Delete')).toBeFocused();
  await keyboard.press('Escape');
  await expect(moreOf(app, inbox.name)).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('a');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(moreOf(app, inbox.name)).toBeFocused();

  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const name = dialog.getByLabel(/to confirm$/);
  await expect(name).toBeVisible();
  await tabTo(name);
  await keyboard.type(inbox.name);
  await tabTo(dialog.getByRole('button', { name: 'Delete' }));
  await keyboard.press('Enter');
  await expect(rowOf(app, inbox.name)).toBeHidden();
  expect(await isStored(app, inbox)).toBe(false);
});
