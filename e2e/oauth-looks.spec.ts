import type { Page } from '@playwright/test';
import { expect, type Letterbox, test } from './letterbox.ts';
import { look } from './look.ts';
import {
  agree,
  cancel,
  connectButton,
  endPermission,
  freeAddress,
  makeInbox,
  ORG,
  openConnection,
  outcome,
  type Provider,
  reconnectButton,
} from './provider.ts';

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

const looks = [
  { name: 'light', colorScheme: 'light', viewport: WIDE },
  { name: 'dark', colorScheme: 'dark', viewport: WIDE },
  { name: 'narrow', colorScheme: 'light', viewport: NARROW },
  { name: 'narrow-dark', colorScheme: 'dark', viewport: NARROW },
] as const;

/** One state in every look: signing in anew for each would take minutes. */
const shootAll = async (page: Page, name: string) => {
  for (const { name: folder, colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await look(page, folder, name);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
};

const GMAIL = 'support@globex.test';
const SHARED = 'shared@contoso.test';
const PRESS = 'press@contoso.test';
const CLERK = 'temp@northwind.test';

test.beforeEach(async ({ app }) => {
  await app.signIn('owner', ORG);
  for (const address of [GMAIL, SHARED, PRESS, CLERK]) await freeAddress(app, address);
});

const comeBack = async (app: Letterbox, provider: Provider, end: () => Promise<void>) => {
  await connectButton(app, provider).or(reconnectButton(app, provider)).click();
  await end();
  await expect(outcome(app)).toBeVisible();
};

test('what signing in at Google leads to', async ({ app }) => {
  const { page } = app;
  await app.goto(`/${ORG}/settings/inboxes/new`);
  await page.getByLabel('Email address').fill(GMAIL);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: 'Gmail' }).check();
  await shootAll(page, '70-ways');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(connectButton(app, 'google')).toBeVisible();
  await shootAll(page, '71-new-google');
  await connectButton(app, 'google').click();
  await cancel(app);
  await expect(outcome(app)).toBeVisible();
  await shootAll(page, '72-cancelled');
  await comeBack(app, 'google', () => agree(app, { account: GMAIL, untick: 'gmail.modify' }));
  await shootAll(page, '73-permission-missing');
  await comeBack(app, 'google', () => agree(app, { account: 'jane@acme.test' }));
  await shootAll(page, '74-address-differs');
  await comeBack(app, 'google', () => agree(app, { account: GMAIL }));
  await expect(outcome(app)).toContainText('Connected as');
  await shootAll(page, '75-connected');
  await comeBack(app, 'google', () => agree(app, { account: 'jane@acme.test' }));
  await shootAll(page, '76-wrong-account');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('The connection works.').first()).toBeVisible();
  await shootAll(page, '77-checked');
  await endPermission(app, GMAIL);
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(
    page.getByText('The permission to use this mailbox has ended.').first(),
  ).toBeVisible();
  await shootAll(page, '78-permission-ended');
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await shootAll(page, '79-disconnect');
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('dialog')).toContainText('Google');
  await shootAll(page, '80-disconnected');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByRole('tabpanel').locator('.skeleton')).toHaveCount(0);
  await shootAll(page, '81-activity');
});

test('what signing in at Microsoft leads to', async ({ app }) => {
  const { page } = app;
  const shared = await makeInbox(app, 'microsoft', SHARED);
  await openConnection(app, shared);
  await page.getByRole('checkbox', { name: 'This is a shared mailbox' }).check();
  await shootAll(page, '82-shared-mailbox');
  await comeBack(app, 'microsoft', () => agree(app, { account: 'jane@contoso.test' }));
  await shootAll(page, '83-shared-denied');
  await comeBack(app, 'microsoft', () => agree(app, { account: 'billing@contoso.test' }));
  await shootAll(page, '84-shared-connected');
  await openConnection(app, await makeInbox(app, 'microsoft', CLERK));
  await comeBack(app, 'microsoft', () => agree(app, { account: CLERK }));
  await shootAll(page, '85-administrator');
  await app.goto(`/${ORG}/onboarding`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shootAll(page, '86-onboarding');
  for (const reason of ['flow-unknown', 'flow-foreign', 'admin-consent', 'unexpected']) {
    await app.goto(`/sign-in-ended?reason=${reason}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await shootAll(page, `87-ended-${reason}`);
  }
});
