import { expect, type Letterbox, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import {
  agree,
  cancel,
  connectButton,
  connectInbox,
  endPermission,
  freeAddress,
  makeInbox,
  ORG,
  openConnection,
  outcome,
  type Provider,
  reconnectButton,
} from './provider.ts';

const GMAIL = 'support@globex.test';

test.beforeEach(async ({ app }) => {
  await app.signIn('owner', ORG);
  await freeAddress(app, GMAIL);
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
  await lookInAll(page, '70-ways');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(connectButton(app, 'google')).toBeVisible();
  await lookInAll(page, '71-new-google');
  await connectButton(app, 'google').click();
  await cancel(app);
  await expect(outcome(app)).toBeVisible();
  await lookInAll(page, '72-cancelled');
  await comeBack(app, 'google', () => agree(app, { account: GMAIL, untick: 'gmail.modify' }));
  await lookInAll(page, '73-permission-missing');
});

test('whose mailbox it is that somebody signs in to at Google', async ({ app }) => {
  const { page } = app;
  await openConnection(app, await makeInbox(app, 'google', GMAIL));
  await comeBack(app, 'google', () => agree(app, { account: 'jane@acme.test' }));
  await lookInAll(page, '74-address-differs');
  await comeBack(app, 'google', () => agree(app, { account: GMAIL }));
  await expect(outcome(app)).toContainText('Connected as');
  await lookInAll(page, '75-connected');
  await comeBack(app, 'google', () => agree(app, { account: 'jane@acme.test' }));
  await lookInAll(page, '76-wrong-account');
});

test('what becomes of an inbox at Google', async ({ app }) => {
  const { page } = app;
  await connectInbox(app, 'google', GMAIL);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('The connection works.').first()).toBeVisible();
  await lookInAll(page, '77-checked');
  await endPermission(app, GMAIL);
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(
    page.getByText('The permission to use this mailbox has ended.').first(),
  ).toBeVisible();
  await lookInAll(page, '78-permission-ended');
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('dialog')).toContainText('Google');
  await lookInAll(page, '80-disconnected');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByRole('tabpanel').locator('.skeleton')).toHaveCount(0);
  await lookInAll(page, '81-activity');
});
