import { randomUUID } from 'node:crypto';
import { expect, test } from './letterbox.ts';

const NEW = '/acme/settings/inboxes/new';

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));

test('the whole way is gone with the keyboard alone', async ({ app }) => {
  const { page } = app;
  const host = app.group('IMAP').getByLabel('Host');
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const tabTo = async (name: string) => {
    const wanted = page.getByRole('button', { name });
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await press('Tab');
      if (await wanted.evaluate((node) => node === document.activeElement)) return;
    }
    throw new Error(`No way to ${name}`);
  };
  await app.goto(NEW);
  await page.getByLabel('Email address').focus();
  await page.keyboard.type(`desk-${randomUUID().slice(0, 8)}@gmail.com`);
  await press('Enter');
  const gmail = page.getByRole('radio', { name: /^Gmail/ });
  await expect(gmail).toBeChecked();
  await tabTo('Continue');
  await page.getByRole('button', { name: 'Change: Address' }).waitFor();
  await press('Shift+Tab');
  await expect(gmail).toBeFocused();
  await press('ArrowDown', 'ArrowDown');
  await expect(page.getByRole('radio', { name: /^IMAP/ })).toBeChecked();
  await press('Enter');
  await expect(host).toHaveValue('imap.gmail.com');
  await tabTo('Enter by hand');
  await press('Enter');
  await expect(host).toBeFocused();
  await page.keyboard.type('mail.mine.test');
  await press('Shift+Tab');
  await tabTo('Connect with Google');
  await press('Enter');
  await expect(page.getByRole('button', { name: 'Connect with Google' })).toBeVisible();
});
