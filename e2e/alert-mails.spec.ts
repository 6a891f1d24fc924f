import { expect, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { LIST } from './own-inboxes.ts';

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));

test('a person chooses not to be mailed, and to be mailed again', async ({ app }) => {
  const { page } = app;
  await app.goto(LIST);
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('link', { name: 'Alert mails' }).click();
  await expect(page).toHaveURL(/\/acme\/settings\/alerts$/);
  const choice = page.getByRole('switch', { name: /^Mail me when an inbox stops working/ });
  await expect(choice).toBeChecked();
  await lookInAll(page, '215-alerts');
  await choice.uncheck();
  await expect(page.getByText('You won’t be mailed about inboxes.')).toBeVisible();
  await page.reload();
  await expect(choice).not.toBeChecked();
  await choice.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('You will be mailed when an inbox stops working.')).toBeVisible();
  await page.reload();
  await expect(choice).toBeChecked();
});

test('a choice that is not stored is not shown as stored, and no mail is no secret', async ({
  app,
}) => {
  const { page } = app;
  await page.route('**/alerts/preference', (route) =>
    route.request().method() === 'PUT'
      ? route.abort()
      : route.fulfill({ json: { mails: true, canSend: false } }),
  );
  await app.goto('/acme/settings/alerts');
  await expect(page.getByText('This Letterbox can’t send mail yet.')).toBeVisible();
  await lookInAll(page, '216-alerts-without-mail');
  const choice = page.getByRole('switch');
  await choice.click();
  await expect(page.getByText('Letterbox can’t be reached.')).toBeVisible();
  await expect(choice).toBeChecked();
});
