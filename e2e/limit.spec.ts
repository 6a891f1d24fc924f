import { expect, test } from './letterbox.ts';
import { look } from './look.ts';

// Initech uses all that its plan has; nothing here changes that.
const LIST = '/initech/settings/inboxes';

test('at the limit the list says what to do instead of offering to add', async ({ app }) => {
  const { page } = app;
  await app.signIn('admin', 'initech');
  await expect(page.getByText('5 of 5 inboxes')).toBeVisible();
  await expect(page.getByText('Upgrade to add more inboxes.')).toBeVisible();
  await expect(page.getByText(/Archive one that isn’t needed, or ask whoever runs/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add inbox' })).toBeHidden();
  await look(page, 'light', '31-list-at-limit');
});

test('at the limit the wizard says so before anything can be typed', async ({ app }) => {
  const { page } = app;
  await app.signIn('admin', 'initech');
  await app.goto(`${LIST}/new`);
  await expect(page.getByText('Upgrade to add more inboxes.')).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await look(page, 'light', '32-wizard-at-limit');
});

test('at the limit restoring is refused with what to do about it', async ({ app }) => {
  const { page } = app;
  await app.signIn('admin', 'initech');
  await page.getByRole('button', { name: /^Archived/ }).click();
  await page.getByRole('button', { name: 'Restore: Office move 2019' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Upgrade to add more inboxes.');
  await expect(dialog).toContainText('Archive one that isn’t needed');
  await look(page, 'light', '33-restore-refused');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Restore: Office move 2019' })).toBeFocused();
});

for (const role of ['agent', 'viewer'] as const) {
  test(
    `an ${role} sees both lists and can do nothing with them`.replace('an v', 'a v'),
    async ({ app }) => {
      const { page } = app;
      await app.signIn(role, 'initech');
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
