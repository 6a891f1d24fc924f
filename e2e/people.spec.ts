import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './letterbox.ts';
import { standFolder } from './stand.ts';

const workerLog = () => readFileSync(join(standFolder(), 'logs', 'worker.log'), 'utf8');

/** The newest link that was printed in a mail to somebody. */
const printedLink = (to: string): string => {
  const mails = workerLog()
    .split('\n')
    .filter((line) => line.includes('"event":"mail"') && line.includes(`"to":"${to}"`));
  return /http:[^\\\s"]+/.exec(mails.at(-1) ?? '')?.[0] ?? '';
};

test('a wrong password is refused in plain words, and the right one leads to the inboxes', async ({
  app,
}) => {
  const { page } = app;
  await app.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
  await app.signInByForm('owner@acme.test', 'not the password');
  await expect(page.getByText('The email address or the password is not right')).toBeVisible();
  await app.signInByForm('owner@acme.test');
  await expect(page).toHaveURL(/\/acme\/settings\/inboxes$/);
  await expect(page.getByRole('heading', { name: 'Inboxes', exact: true })).toBeVisible();
});

test('signing out ends the session, and a deep link comes back after signing in again', async ({
  app,
}) => {
  const { page } = app;
  await app.enter('owner');
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await app.goto('/acme/settings/members');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await app.signInByForm('owner@acme.test');
  await expect(page).toHaveURL(/\/acme\/settings\/members$/);
});

test('a mailed link signs in without a password, once', async ({ app }) => {
  const { page } = app;
  await app.goto('/sign-in');
  await page.getByLabel('Email address').fill('agent@globex.test');
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(page.getByText(/link is on its way/)).toBeVisible();
  await expect.poll(() => printedLink('agent@globex.test')).toContain('/magic-link/');
  const link = printedLink('agent@globex.test');
  await page.goto(link);
  await expect(page).toHaveURL(/\/globex\/settings\/inboxes$/);
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page).toHaveURL(/\/sign-in\?error=/);
  await expect(page.getByText('That link no longer works.')).toBeVisible();
});

for (const role of ['agent', 'viewer'] as const) {
  test(`a member who is ${role} sees the inboxes without any action`, async ({ app }) => {
    const { page } = app;
    await app.enter(role);
    await expect(page.getByRole('heading', { name: 'Inboxes', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: /Add/ })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Members' })).toHaveCount(0);
  });
}

for (const path of ['inboxes/new', 'inboxes/inb_0/connection', 'members', 'audit']) {
  test(`a viewer is told who can open ${path}`, async ({ app }) => {
    const { page } = app;
    await app.signIn('viewer');
    await app.goto(`/acme/settings/${path}`);
    const title = page.getByRole('heading', { name: 'Only owners and admins can open this page' });
    await expect(title).toBeVisible();
    await page.getByRole('link', { name: 'Back to the inboxes' }).click();
    await expect(page).toHaveURL(/\/acme\/settings\/inboxes$/);
  });
}

test('a path that no page has is nothing to anybody', async ({ app }) => {
  await app.signIn('viewer');
  await app.goto('/acme/settings/nonsense');
  await expect(
    app.page.getByRole('heading', { name: 'There is nothing at this address' }),
  ).toBeVisible();
});

test('another tenant does not exist', async ({ app }) => {
  await app.signIn('owner');
  await app.goto('/globex/settings/inboxes');
  await expect(
    app.page.getByRole('heading', { name: 'There is nothing at this address' }),
  ).toBeVisible();
});

test('a person of several tenants switches between them', async ({ app }) => {
  const { page } = app;
  await app.enterAs('both@letterbox.test');
  await expect(page).toHaveURL(/\/acme\//);
  await page.getByRole('button', { name: /Acme Support/ }).click();
  await page.getByRole('link', { name: /Globex/ }).click();
  await expect(page).toHaveURL(/\/globex\/settings\/inboxes$/);
});

test('a person of no tenant is told so', async ({ app }) => {
  await app.enterAs('nobody@letterbox.test');
  await expect(app.page).toHaveURL(/\/no-workspace$/);
});

test('an invited person joins by the mailed link, in the role they were given', async ({
  app,
  browser,
}) => {
  const { page } = app;
  await app.signIn('owner');
  await app.goto('/acme/settings/members');
  await page.getByLabel('Email address').fill('newcomer@acme.test');
  await page.getByLabel('Role').selectOption({ label: 'Viewer' });
  await page.getByRole('button', { name: /invit/i }).click();
  await expect(page.getByText('newcomer@acme.test').first()).toBeVisible();
  await expect.poll(() => printedLink('newcomer@acme.test')).toContain('/invitation/');

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(printedLink('newcomer@acme.test'));
  await other.getByLabel('Your name').fill('Nina Newcomer');
  await other.getByLabel('Password', { exact: true }).fill('a password long enough');
  await other.getByRole('button', { name: /join|accept/i }).click();
  await expect(other).toHaveURL(/\/acme\/settings\/inboxes$/);
  await expect(other.getByRole('link', { name: 'Members' })).toHaveCount(0);
  await context.close();
});
