import type { Inbox, InboxPage } from '../contract/inbox.ts';
import { expect, test } from './letterbox.ts';
import { look } from './look.ts';

// Initech uses all that its plan has; whatever changes that here puts it back.
const LIST = '/initech/settings/inboxes';

test('at the limit the list says what to do instead of offering to add', async ({ app }) => {
  const { page } = app;
  await app.enter('admin', 'initech');
  await expect(page.getByText('5 of 5 inboxes')).toBeVisible();
  await expect(page.getByText('Upgrade to add more inboxes.')).toBeVisible();
  await expect(page.getByText(/Archive one that isn’t needed, or ask whoever runs/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add inbox' })).toBeHidden();
});

test('at the limit the wizard says so before anything can be typed', async ({ app }) => {
  const { page } = app;
  await app.signIn('admin', 'initech');
  await app.goto(`${LIST}/new`);
  await expect(page.getByText('Upgrade to add more inboxes.')).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
});

test('at the limit restoring is refused with what to do about it', async ({ app }) => {
  const { page } = app;
  await app.enter('admin', 'initech');
  await page.getByRole('button', { name: /^Archived/ }).click();
  await page.getByRole('button', { name: 'Restore: Office move 2019' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Office move 2019 stays archived');
  await expect(dialog).toContainText('Upgrade to add more inboxes.');
  await expect(dialog).toContainText('Archive one that isn’t needed');
  await look(page, 'light', '33-restore-refused');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Restore: Office move 2019' })).toBeFocused();
});

test('an undo that the plan has no room for any more says that the inbox stays archived', async ({
  app,
}) => {
  const { page } = app;
  await app.enter('admin', 'initech');
  const { inboxes } = await app.call<InboxPage>('GET', 'initech/inboxes?q=Support');
  const [support] = inboxes;
  if (!support) throw new Error('Initech has no Support.');
  await app.choose(support.name, 'Archive');
  await expect(page.getByText('4 of 5 inboxes')).toBeVisible();
  const other = await app.call<Inbox>('POST', 'initech/inboxes', {
    name: 'The last one',
    emailAddress: 'the-last-one@initech.test',
    connectionType: 'imap',
  });
  try {
    await page.getByRole('button', { name: 'Undo' }).click();
    const said = page.getByRole('status').filter({ hasText: 'stays archived' });
    await expect(said).toContainText(`${support.name} stays archived: every inbox of your plan`);
    await expect(page.getByText('5 of 5 inboxes')).toBeVisible();
    await expect(page.getByRole('row', { name: other.emailAddress })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Add inbox' })).toBeHidden();
  } finally {
    await app.call('DELETE', `initech/inboxes/${other.id}`, {});
    await app.call('POST', `initech/inboxes/${support.id}/restore`);
  }
});

for (const role of ['agent', 'viewer'] as const) {
  test(
    `an ${role} sees both lists and can do nothing with them`.replace('an v', 'a v'),
    async ({ app }) => {
      const { page } = app;
      await app.enter(role, 'initech');
      await expect(page.getByRole('row', { name: /Support/ })).toContainText('Connected');
      await page.getByRole('button', { name: /^Archived/ }).click();
      await expect(page.getByRole('row', { name: /Newsletter/ })).toBeVisible();
      const main = page.getByRole('main');
      await expect(main.getByRole('link')).toHaveCount(0);
      await expect(main.getByRole('button')).toHaveCount(1);
      await expect(page.getByText('Upgrade to add more inboxes.')).toBeHidden();
    },
  );
}
