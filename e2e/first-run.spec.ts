import type { OAuthProviderStates } from '../contract/oauth.ts';
import { at } from '../dev/stand/paths.ts';
import { test as base, expect, type Letterbox, letterbox } from './letterbox.ts';
import { look } from './look.ts';
import { agree, connectButton, outcome } from './provider.ts';
import { startStandIn } from './start-stand.ts';

const STARTS_MS = 90_000;

// A deployment of its own: nothing is connected yet, and its operator has not set up Microsoft.
const test = base.extend<object, { ownStand: string }>({
  ownStand: [
    async ({ browserName }, use) => {
      const folder = at('.cache', `first-run-in-${browserName}`);
      const stop = await startStandIn(folder, { MICROSOFT_CLIENT_ID: '' });
      await use(folder);
      await stop();
    },
    { scope: 'worker', timeout: STARTS_MS },
  ],
  app: async ({ page, ownStand }, use) => use(await letterbox(page, ownStand)),
});

const GOOGLE = 'support@acme.test';

const breakClient = async ({ stand }: Letterbox) => {
  const fault = { provider: 'google', endpoint: 'token', kind: 'invalid_client', times: 1 };
  const answer = await fetch(`${stand.identityProvider}/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
  expect(answer.status).toBe(201);
};

test.describe.configure({ mode: 'serial' });

test('the first run leads from the empty workspace to a connected inbox, over reloads and trouble', async ({
  app,
}) => {
  const { page } = app;
  await app.enter('owner', 'acme');
  await page.getByRole('link', { name: /Connect your first inbox/ }).click();
  await expect(page).toHaveURL(/\/acme\/onboarding$/);
  await look(page, 'light', '90-onboarding');
  await page.getByLabel('Email address').fill(GOOGLE);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('radio', { name: 'Microsoft 365' })).toBeDisabled();
  await expect(page.getByText(/operator/).first()).toBeVisible();
  await look(page, 'light', '91-onboarding-ways');
  await page.getByRole('radio', { name: 'Gmail' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.reload();
  await expect(connectButton(app, 'google')).toBeVisible();

  // Our own client is refused: the inbox is left alone, and one banner tells the operator.
  await breakClient(app);
  await connectButton(app, 'google').click();
  await agree(app);
  await expect(page).toHaveURL(/\/acme\/onboarding\?inbox=.*oauth=/);
  await expect(outcome(app)).toContainText('Google refuses this Letterbox itself.');
  await look(page, 'light', '92-onboarding-client-refused');
  const states = await app.call<OAuthProviderStates>('GET', 'acme/oauth-providers');
  expect(states.providers).toMatchObject([
    { provider: 'google', configured: true, trouble: { reason: 'invalid_client' } },
    { provider: 'microsoft', configured: false, trouble: null },
  ]);
  await app.goto('/acme/settings/inboxes');
  await expect(page.getByText(/refuses this Letterbox/)).toHaveCount(1);
  await look(page, 'light', '93-operator-banner');

  await page.goBack();
  await page.reload();
  await connectButton(app, 'google').click();
  await agree(app);
  await expect(page.getByText(`signed in as ${GOOGLE}`)).toBeVisible();
  await page.reload();
  await expect(page.getByText(`signed in as ${GOOGLE}`)).toBeVisible();
  await look(page, 'light', '94-onboarding-done');
  await page.getByRole('link', { name: 'See all inboxes' }).click();
  await expect(page.getByRole('row', { name: GOOGLE })).toContainText('Connected');
  await expect(page.getByText(/refuses this Letterbox/)).toHaveCount(0);
});

test('the first run connects by mail servers too', async ({ app }) => {
  const { page, stand } = app;
  await app.signIn('owner', 'globex');
  await app.goto('/globex/onboarding');
  await page.getByLabel('Email address').fill(stand.mailbox.emailAddress);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: /IMAP/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await app.fillServers(stand.mailbox);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Open the inbox' })).toBeVisible();
  await expect(page.getByText(/Connected by the mail servers/)).toBeVisible();
});
