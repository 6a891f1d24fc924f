import { randomUUID } from 'node:crypto';
import type { MailSettings } from '../contract/mail-settings.ts';
import { expect, type Letterbox, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { makeInbox, removeMade } from './own-inboxes.ts';

const NEW = '/acme/settings/inboxes/new';
// Longer than any search may take.
const SEARCHED_MS = 30_000;

const mark = () => randomUUID().slice(0, 8);

const panel = ({ page }: Letterbox) => page.getByRole('region', { name: 'Mail settings' });
const host = (app: Letterbox, protocol: 'IMAP' | 'SMTP' = 'IMAP') =>
  app.group(protocol).getByLabel('Host');

/** To the ways to connect, with an address given. */
const give = async (app: Letterbox, address: string) => {
  const { page } = app;
  await app.goto(NEW);
  await page.getByLabel('Email address').fill(address);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('How is its mailbox reached?')).toBeVisible();
};

const goOn = ({ page }: Letterbox) => page.getByRole('button', { name: 'Continue' }).click();

test.beforeEach(({ app }) => app.signIn('admin', 'acme'));
test.afterEach(({ app }) => removeMade(app));

test('a Gmail address leads to Connect with Google, with the reason', async ({ app }) => {
  const { page } = app;
  await give(app, `desk-${mark()}@gmail.com`);
  await expect(page.getByText('gmail.com’s mail is at Google.').last()).toBeVisible();
  await expect(page.getByText('Connect with Google: no password is stored.')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Gmail.*Recommended/ })).toBeChecked();
  await lookInAll(page, '200-google-recommended');
  await goOn(app);
  await expect(page.getByRole('button', { name: 'Connect with Google' })).toBeVisible();
});

test('whoever wants IMAP at Google all the same gets its servers, and what they need', async ({
  app,
}) => {
  const { page } = app;
  await give(app, `desk-${mark()}@gmail.com`);
  await expect(page.getByRole('radio', { name: /^Gmail/ })).toBeChecked();
  await page.getByRole('radio', { name: /^IMAP/ }).check();
  await goOn(app);
  await expect(host(app)).toHaveValue('imap.gmail.com');
  await expect(panel(app)).toContainText('wants an app password');
  await lookInAll(page, '201-google-by-imap');
  await panel(app).getByRole('button', { name: 'Connect with Google' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in with Google' })).toBeVisible();
});

test('where this deployment can’t sign in at Google, its address leads to IMAP and says why', async ({
  app,
}) => {
  const { page } = app;
  // The stand of all journeys has both providers.
  await page.route('**/oauth-providers', (route) =>
    route.fulfill({
      json: {
        providers: ['google', 'microsoft'].map((provider) => ({
          provider,
          configured: false,
          trouble: null,
        })),
      },
    }),
  );
  await give(app, `desk-${mark()}@gmail.com`);
  await expect(
    page.getByText(/operator.*works by IMAP \/ SMTP with an app password/),
  ).toBeVisible();
  await expect(page.getByRole('radio', { name: /^IMAP/ })).toBeChecked();
  await expect(page.getByText('Recommended', { exact: true })).toHaveCount(0);
  await lookInAll(page, '204-google-not-set-up');
  await goOn(app);
  await expect(host(app)).toHaveValue('imap.gmail.com');
  await expect(panel(app)).toContainText('wants an app password');
  await expect(panel(app).getByRole('button', { name: 'Connect with Google' })).toHaveCount(0);
});

test('a Yahoo address fills in the servers, and says that an app password is needed', async ({
  app,
}) => {
  const { page } = app;
  const address = `desk-${mark()}@yahoo.com`;
  await give(app, address);
  await expect(page.getByRole('radio', { name: /^IMAP.*Recommended/ })).toBeChecked();
  await expect(page.getByText('From the built-in directory: Yahoo')).toBeVisible();
  await lookInAll(page, '202-yahoo-recommended');
  await goOn(app);
  await expect(host(app)).toHaveValue('imap.mail.yahoo.com');
  await expect(host(app, 'SMTP')).toHaveValue('smtp.mail.yahoo.com');
  await expect(app.group('IMAP').getByLabel('Username')).toHaveValue(address);
  await expect(panel(app)).toContainText('From the built-in directory: Yahoo');
  const link = panel(app).getByRole('link', { name: /app password|How to make one/ });
  await expect(link).toHaveAttribute('rel', 'noreferrer');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAccessibleName(/opens a new tab/);
  await panel(app).getByText('Who was asked').click();
  await expect(panel(app).getByText('Built-in directory', { exact: true })).toBeVisible();
  await lookInAll(page, '203-yahoo-servers');
});

test('what was filled in follows the address, what was typed does not', async ({ app }) => {
  const { page } = app;
  await give(app, `desk-${mark()}@yahoo.com`);
  await expect(page.getByText('Recommended', { exact: true })).toBeVisible();
  await goOn(app);
  await expect(host(app)).toHaveValue('imap.mail.yahoo.com');

  await page.getByRole('button', { name: 'Change: Address' }).click();
  await page.getByLabel('Email address').fill(`desk-${mark()}@gmx.de`);
  await goOn(app);
  await expect(page.getByText('From the built-in directory: GMX')).toBeVisible();
  await goOn(app);
  await expect(host(app)).toHaveValue('imap.gmx.net');
  await expect(panel(app)).toContainText('IMAP must be switched on');

  await host(app).fill('mail.mine.test');
  await page.getByRole('button', { name: 'Change: Address' }).click();
  await page.getByLabel('Email address').fill(`desk-${mark()}@yahoo.com`);
  await goOn(app);
  await expect(page.getByText('From the built-in directory: Yahoo')).toBeVisible();
  await goOn(app);
  await expect(panel(app)).toContainText('stays until you choose others');
  await expect(host(app)).toHaveValue('mail.mine.test');
  await lookInAll(page, '205-typed-stays');

  await panel(app)
    .getByRole('button', { name: /^Use these settings/ })
    .click();
  await expect(host(app)).toHaveValue('imap.mail.yahoo.com');
  await expect(app.group('IMAP').getByLabel('Password', { exact: true })).toBeFocused();
});

test('servers that were filled in are taken out by whoever enters their own', async ({ app }) => {
  const { page } = app;
  await give(app, `desk-${mark()}@yahoo.com`);
  await expect(page.getByText('Recommended', { exact: true })).toBeVisible();
  await goOn(app);
  await panel(app).getByRole('button', { name: 'Enter by hand' }).click();
  await expect(host(app)).toBeFocused();
  await expect(host(app)).toHaveValue('');
  await expect(host(app, 'SMTP')).toHaveValue('');
});

test('an unknown domain ends as nothing found, and the servers are entered by hand', async ({
  app,
}) => {
  const { page, stand } = app;
  await give(app, `desk-${mark()}@bücher.test`);
  await expect(page.getByText('No mail settings were found for bücher.test.').last()).toBeVisible({
    timeout: SEARCHED_MS,
  });
  await expect(page.getByText('Recommended', { exact: true })).toHaveCount(0);
  await lookInAll(page, '206-nothing-found');
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  await panel(app).getByText('Who was asked').click();
  await expect(panel(app)).toContainText('autoconfig.thunderbird.net');
  await expect(panel(app)).toContainText('autoconfig.bücher.test');
  await lookInAll(page, '207-nothing-found-servers');
  await app.fillServers(stand.mailbox);
  await app.test();
  await app.expectStages('IMAP', { authenticate: 'passed' });
});

test('a search is cancelled, and begun again', async ({ app }) => {
  const { page } = app;
  const held = Promise.withResolvers<void>();
  // The real answer, only later than a person is quick.
  await page.route('**/mail-settings?**', async (route) => {
    await held.promise;
    await route.fallback().catch(() => {});
  });
  await give(app, `desk-${mark()}@yahoo.com`);
  await expect(page.getByText('Only “yahoo.com” is sent, never the whole address.')).toBeVisible();
  await lookInAll(page, '208-searching');
  await page.getByRole('button', { name: 'Cancel the search' }).click();
  await expect(page.getByText('The search was cancelled.').last()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Search again' })).toBeFocused();
  await lookInAll(page, '209-cancelled');
  held.resolve();
  await page.getByRole('button', { name: 'Search again' }).click();
  await expect(page.getByText('From the built-in directory: Yahoo')).toBeVisible();
});

test('a search that can’t be made is a quiet notice, and keeps nobody', async ({ app }) => {
  const { page } = app;
  const problem = {
    type: '/problems/too-many-tests',
    title: 'This workspace has tested very often just now; wait a little',
    status: 429,
    code: 'too-many-tests',
    requestId: 'req_1',
    retryAfter: 120,
  };
  await page.route('**/mail-settings?**', (route) => route.fulfill({ status: 429, json: problem }));
  await give(app, `desk-${mark()}@yahoo.com`);
  await expect(page.getByText('can’t be looked up just now.').last()).toBeVisible();
  await expect(page.getByText('Try again in 2 minutes.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await lookInAll(page, '210-can-not-search');
  await goOn(app);
  await lookInAll(page, '211-can-not-search-servers');
  await panel(app).getByRole('button', { name: 'Enter by hand' }).click();
  await expect(host(app)).toBeFocused();
});

test('several sources are a list to choose from', async ({ app }) => {
  const { page } = app;
  // No network here has two that differ.
  await page.route('**/mail-settings?**', async (route) => {
    const address = new URL(route.request().url()).searchParams.get('address') ?? '';
    const server = { port: 993, security: 'tls', username: address } as const;
    const pair = (name: string) => ({
      imap: { ...server, host: `imap.${name}.example` },
      smtp: { ...server, host: `smtp.${name}.example`, port: 587, security: 'starttls' as const },
    });
    const json: MailSettings = {
      address,
      recommended: 'imap',
      reason: 'settings-found',
      candidates: [
        { source: 'autoconfig', who: 'autoconfig.one.example', ...pair('one') },
        { source: 'srv', who: 'one.example', ...pair('two') },
        { source: 'probe', who: 'one.example', ...pair('three') },
      ],
      notes: [],
      asked: [
        { source: 'autoconfig', who: 'autoconfig.one.example', outcome: 'found', ms: 210 },
        { source: 'mozilla', who: 'autoconfig.thunderbird.net', outcome: 'too-slow', ms: 2500 },
      ],
    };
    await route.fulfill({ json });
  });
  await give(app, 'desk@one.example');
  await expect(page.getByText('From one.example’s own autoconfig.')).toBeVisible();
  await goOn(app);
  await expect(host(app)).toHaveValue('imap.one.example');
  await lookInAll(page, '212-several');
  await page.getByRole('button', { name: 'Use these settings: imap.three.example' }).click();
  await expect(host(app)).toHaveValue('imap.three.example');
  await expect(app.group('SMTP').getByLabel('Port')).toHaveValue('587');
  await expect(app.group('SMTP').getByRole('radio', { name: 'STARTTLS' })).toBeChecked();
});

test('a provider without IMAP is told, with what to do instead', async ({ app }) => {
  const { page } = app;
  await give(app, `desk-${mark()}@proton.me`);
  await expect(page.getByText('Proton Mail can’t be reached by IMAP.').last()).toBeVisible();
  await goOn(app);
  await expect(panel(app)).toContainText('Have its mail forwarded');
  await lookInAll(page, '213-no-imap');
});

test('the settings of an inbox that is there already are found, and put in when asked to', async ({
  app,
}) => {
  const { page } = app;
  const inbox = await makeInbox(app, 'Found', `found-${mark()}@yahoo.com`);
  await app.goto(`/acme/settings/inboxes/${inbox.id}/connection`);
  await host(app).fill('mail.mine.test');
  await lookInAll(page, '214-find-settings');
  await page.getByRole('button', { name: 'Find settings' }).click();
  await expect(panel(app)).toContainText('From the built-in directory: Yahoo');
  await expect(page.getByRole('button', { name: 'Search again' })).toBeFocused();
  await expect(host(app)).toHaveValue('mail.mine.test');
  await lookInAll(page, '215-found-settings');
  await panel(app)
    .getByRole('button', { name: /^Use these settings/ })
    .click();
  await expect(host(app)).toHaveValue('imap.mail.yahoo.com');
  const stored = await app.call<{ connection: unknown }>('GET', `acme/inboxes/${inbox.id}`);
  expect(stored.connection).toBeNull();
});
