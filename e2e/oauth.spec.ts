import { expect, type Letterbox, test } from './letterbox.ts';
import {
  agree,
  cancel,
  connectButton,
  connectInbox,
  endPermission,
  freeAddress,
  inboxNow,
  makeInbox,
  ORG,
  openConnection,
  outcome,
  type Provider,
  proposed,
  providers,
  reconnectButton,
} from './provider.ts';

const accounts = {
  google: { own: 'sales@acme.test', other: 'jane@acme.test' },
  microsoft: { own: 'support@contoso.test', other: 'jane@contoso.test' },
} as const;

const names: Provider[] = ['google', 'microsoft'];

const status = ({ page }: Letterbox) => page.getByRole('main').locator('.badge').first();

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ app }) => {
  await app.signIn('admin', ORG);
  for (const { own, other } of Object.values(accounts)) {
    await freeAddress(app, own);
    await freeAddress(app, other);
  }
});

for (const provider of names) {
  const { own, other } = accounts[provider];
  const { name, way } = providers[provider];

  test(`${name}: from the wizard to a connected inbox, with the address filled in there`, async ({
    app,
  }) => {
    const { page } = app;
    await app.goto(`/${ORG}/settings/inboxes/new`);
    await page.getByLabel('Email address').fill(own);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radio', { name: way }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name', { exact: true }).fill(`Wizard ${name}`);
    await connectButton(app, provider).click();
    expect(await proposed(app)).toContain(own);
    await agree(app);
    await expect(outcome(app)).toContainText(`Connected as`);
    await expect(status(app)).toContainText('Connected');
    await expect(page.getByRole('definition').filter({ hasText: own })).toBeVisible();
    await expect(page.getByText('Permissions', { exact: true })).toBeVisible();
    await page.reload();
    await expect(outcome(app)).toContainText('Connected as');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(outcome(app)).toHaveCount(0);
    await expect(page).not.toHaveURL(/oauth=/);
  });

  test(`${name}: cancelling comes back to the inbox, from where it works the next time`, async ({
    app,
  }) => {
    const inbox = await makeInbox(app, provider, own);
    await openConnection(app, inbox);
    await connectButton(app, provider).click();
    await cancel(app);
    await expect(outcome(app)).toContainText(`You cancelled at ${name}`);
    expect((await inboxNow(app, inbox)).status).toBe('disconnected');
    await outcome(app).getByRole('button', { name: 'Try again' }).click();
    await agree(app);
    await expect(outcome(app)).toContainText('Connected as');
    expect((await inboxNow(app, inbox)).status).toBe('connected');
  });

  test(`${name}: another mailbox changes nothing; the right one reconnects`, async ({ app }) => {
    const inbox = await connectInbox(app, provider, own);
    await app.page.getByRole('button', { name: 'Dismiss' }).click();
    await reconnectButton(app, provider).click();
    await agree(app, { account: other });
    await expect(outcome(app)).toContainText('Expected');
    await expect(outcome(app)).toContainText(own);
    await expect(outcome(app)).toContainText(other);
    await expect(outcome(app).getByRole('link', { name: 'Use another inbox' })).toBeVisible();
    expect(await inboxNow(app, inbox)).toMatchObject({
      status: 'connected',
      connection: { account: own },
    });
    await outcome(app).getByRole('button', { name: 'Try again' }).click();
    await agree(app, { account: own });
    await expect(outcome(app)).toContainText('Connected as');
  });

  test(`${name}: an inbox whose permission has ended says so, and is reconnected in place`, async ({
    app,
  }) => {
    const { page } = app;
    const inbox = await connectInbox(app, provider, own);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByText('The connection works.').first()).toBeVisible();
    await endPermission(app, own);
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(status(app)).toContainText('Error');
    await expect(
      page.getByText('The permission to use this mailbox has ended.').first(),
    ).toBeVisible();
    expect((await inboxNow(app, inbox)).lastError?.code).toBe('oauth_refresh_failed');
    await reconnectButton(app, provider).click();
    await agree(app);
    await expect(outcome(app)).toContainText('Connected as');
    await expect(status(app)).toContainText('Connected');
    expect(await inboxNow(app, inbox)).toMatchObject({ id: inbox.id, lastError: null });
  });

  test(`${name}: a new inbox takes the address of the mailbox when that is accepted`, async ({
    app,
  }) => {
    const inbox = await makeInbox(app, provider, own);
    await openConnection(app, inbox);
    await connectButton(app, provider).click();
    await agree(app, { account: other });
    await expect(outcome(app)).toContainText(other);
    expect((await inboxNow(app, inbox)).status).toBe('disconnected');
    await outcome(app).getByRole('button', { name: `Use` }).click();
    await expect(status(app)).toContainText('Connected');
    expect(await inboxNow(app, inbox)).toMatchObject({ status: 'connected', emailAddress: other });
  });
}

test('Google: disconnecting ends the permission there too, and says so', async ({ app }) => {
  const { page } = app;
  const inbox = await connectInbox(app, 'google', accounts.google.own);
  await app.choose(inbox.name, 'Disconnect');
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText(/Google has ended/)).toBeVisible();
  await expect(status(app)).toContainText('Disconnected');
});

test('Microsoft: disconnecting leads to where the permission is taken away', async ({ app }) => {
  const { page } = app;
  const inbox = await connectInbox(app, 'microsoft', accounts.microsoft.own);
  await app.choose(inbox.name, 'Disconnect');
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  const link = page.locator('a[href="https://myapps.microsoft.com/"]');
  await expect(link).toBeVisible();
  await expect(status(app)).toContainText('Disconnected');
});
