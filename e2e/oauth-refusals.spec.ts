import { expect, type Letterbox, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import {
  agree,
  connectButton,
  freeAddress,
  inboxNow,
  makeInbox,
  ORG,
  openConnection,
  outcome,
  reconnectButton,
} from './provider.ts';

const GMAIL = 'acme.support@gmail.test';
const SHARED = 'shared@contoso.test';
const TEMP = 'temp@northwind.test';
const ADDRESSES = [GMAIL, SHARED, TEMP, 'clerk@northwind.test', 'field@contoso.test'];

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ app }) => {
  await app.signIn('admin', ORG);
  for (const address of ADDRESSES) await freeAddress(app, address);
});

const comeBack = async (app: Letterbox, end: () => Promise<void>) => {
  await connectButton(app, 'microsoft').click();
  await end();
  await expect(outcome(app)).toBeVisible();
};

// First: once an administrator has granted something, nobody of theirs is refused any more.
test('what signing in at Microsoft leads to looks well', async ({ app }) => {
  const { page } = app;
  const shared = await makeInbox(app, 'microsoft', SHARED);
  await openConnection(app, shared);
  await page.getByRole('checkbox', { name: 'This is a shared mailbox' }).check();
  await lookInAll(page, '82-shared-mailbox');
  await comeBack(app, () => agree(app, { account: 'jane@contoso.test' }));
  await lookInAll(page, '83-shared-denied');
  await comeBack(app, () => agree(app, { account: 'billing@contoso.test' }));
  await lookInAll(page, '84-shared-connected');
  await openConnection(app, await makeInbox(app, 'microsoft', TEMP));
  await comeBack(app, () => agree(app, { account: TEMP }));
  await lookInAll(page, '85-administrator');
  await app.goto(`/${ORG}/onboarding`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await lookInAll(page, '86-onboarding');
  for (const reason of ['flow-unknown', 'flow-foreign', 'admin-consent', 'unexpected']) {
    await app.goto(`/sign-in-ended?reason=${reason}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await lookInAll(page, `87-ended-${reason}`);
  }
});

test('a permission that was unticked is named, and granting it connects', async ({ app }) => {
  const inbox = await makeInbox(app, 'google', GMAIL);
  await openConnection(app, inbox);
  await connectButton(app, 'google').click();
  await agree(app, { untick: 'gmail.modify' });
  await expect(outcome(app)).toContainText('A permission is missing');
  await expect(outcome(app).getByRole('listitem')).toContainText('Gmail');
  expect((await inboxNow(app, inbox)).status).toBe('disconnected');
  await outcome(app).getByRole('button', { name: 'Connect again' }).click();
  await agree(app);
  await expect(outcome(app)).toContainText('Connected as');
});

test('where an administrator must agree, there is a link for them, and then it works', async ({
  app,
  context,
}) => {
  const inbox = await makeInbox(app, 'microsoft', 'clerk@northwind.test');
  await openConnection(app, inbox);
  await connectButton(app, 'microsoft').click();
  await agree(app);
  await expect(outcome(app)).toContainText('An administrator');
  const link = outcome(app).locator('a[href*="/adminconsent"]');
  const address = await link.getAttribute('href');

  const administrator = await context.newPage();
  await administrator.goto(address ?? '');
  await administrator.getByRole('button', { name: /Accept|Continue/ }).click();
  await expect(administrator).toHaveURL(/\/sign-in-ended\?reason=admin-consent$/);
  await expect(administrator.getByText(/administrator/).first()).toBeVisible();
  await administrator.close();

  await outcome(app).getByRole('button', { name: 'Connect again' }).click();
  await agree(app);
  await expect(outcome(app)).toContainText('Connected as');
});

test('a rule of the organization that blocks the sign-in is told as that', async ({ app }) => {
  const inbox = await makeInbox(app, 'microsoft', 'field@contoso.test');
  await openConnection(app, inbox);
  await connectButton(app, 'microsoft').click();
  await agree(app);
  await expect(outcome(app)).toContainText('A rule of your organization blocks this sign-in.');
  await expect(outcome(app)).toContainText('AADSTS53003');
});

test('a shared mailbox is connected by an account that may open it, and by no other', async ({
  app,
}) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'microsoft', SHARED);
  await openConnection(app, inbox);
  await page.getByRole('checkbox', { name: 'This is a shared mailbox' }).check();
  await expect(page.getByLabel('Address of the shared mailbox')).toHaveValue(SHARED);
  await connectButton(app, 'microsoft').click();
  await agree(app, { account: 'jane@contoso.test' });
  await expect(outcome(app)).toContainText('can’t open the shared mailbox');
  await outcome(app).getByRole('button', { name: 'Try again' }).click();
  await agree(app, { account: 'billing@contoso.test' });
  await expect(outcome(app)).toContainText('opened by');
  expect(await inboxNow(app, inbox)).toMatchObject({
    status: 'connected',
    emailAddress: SHARED,
    connection: { account: 'billing@contoso.test', shared: true },
  });
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('The connection works.').first()).toBeVisible();
});

test('a sign-in counts once, in the session that began it', async ({ app, browser }) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'google', GMAIL);
  await openConnection(app, inbox);
  let callback = '';
  page.on('request', (request) => {
    if (request.url().includes('/api/oauth/google/callback')) callback = request.url();
  });
  await connectButton(app, 'google').click();
  await agree(app);
  await expect(outcome(app)).toContainText('Connected as');

  await page.goto(callback);
  await expect(outcome(app)).toContainText('This sign-in was used already.');
  expect((await inboxNow(app, inbox)).status).toBe('connected');

  const stranger = await browser.newPage();
  await stranger.goto(callback);
  await expect(stranger.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(stranger.getByText(inbox.name)).toHaveCount(0);
  await stranger.close();
  await expect(reconnectButton(app, 'google')).toBeVisible();
});

test('an unknown sign-in ends on a page that says so, with a way on', async ({ app }) => {
  const { page } = app;
  await app.goto('/api/oauth/microsoft/callback?state=made-up&code=made-up');
  await expect(page).toHaveURL(/\/sign-in-ended\?reason=flow-unknown$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/settings\/inboxes$/);
});
