import type { Browser } from '@playwright/test';
import { expect, type Letterbox, letterbox, test } from './letterbox.ts';
import { look, looked, type Way, ways } from './look.ts';

// A mailbox of the demo mail server for each; no other journey of this workspace connects it.
const addresses: Record<Way, string> = {
  light: 'sales@acme.test',
  'narrow-dark': 'events@acme.test',
  dark: 'billing@acme.test',
  narrow: 'news@initech.test',
};

const walk = async (app: Letterbox, way: Way) => {
  const { page, stand } = app;
  const emailAddress = addresses[way];
  const shoot = (name: string) => look(page, way, name);

  await app.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await shoot('01-sign-in');
  await app.signInByForm('owner@acme.test', 'not the password');
  await expect(page.getByText('The email address or the password is not right')).toBeVisible();
  await shoot('02-sign-in-refused');
  await app.goto('/setup');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot('03-setup');
  await app.goto('/invitation/not-an-invitation');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot('04-invitation-invalid');

  await app.enterAs('both@letterbox.test');
  await page.getByRole('button', { name: /Acme Support/ }).click();
  await shoot('05-tenant-menu');
  await app.goto('/acme/settings/inboxes/new');
  await page.getByLabel('Email address').fill('not an address');
  await page.getByRole('button', { name: 'Continue' }).click();
  await shoot('06-new-address-refused');
  await page.getByLabel('Email address').fill(emailAddress);
  await page.getByRole('button', { name: 'Continue' }).click();
  await shoot('07-new-type');
  await page.getByRole('button', { name: 'Continue' }).click();
  await shoot('08-new-servers');
  const { imap, smtp } = stand.mailbox;
  const mailbox = { emailAddress, smtp, imap: { ...imap, username: emailAddress } };
  await app.fillServers({ ...mailbox, imap: { ...mailbox.imap, password: 'wrong' } });
  await app.test();
  await app.expectStages('SMTP', { sender: 'skipped' });
  await shoot('09-new-wrong-password');
  await app.group('IMAP').getByRole('radio', { name: 'None' }).check();
  await shoot('10-new-unprotected');
  await app.fillServers(mailbox);
  await app.test();
  await app.expectStages('SMTP', { sender: 'passed' });
  await shoot('11-new-tested');
  await page.getByLabel('Name', { exact: true }).fill(`Looks ${way}`);
  await page.getByLabel('Display name').fill('Acme Support');
  await app.save();
  const row = page.getByRole('row', { name: `Looks ${way} ` });
  await expect(row).toContainText('Connected');
  await shoot('12-list');
  await row.getByRole('link', { name: /^Settings/ }).click();
  await expect(page.getByRole('tab', { name: 'General' })).toBeVisible();
  await shoot('13-inbox-general');
  await page.getByRole('tab', { name: 'Connection' }).click();
  await shoot('14-inbox-connection');
  await page.getByRole('button', { name: 'Check now' }).click();
  await app.expectStages('IMAP', { mailbox: 'passed' });
  await shoot('15-inbox-checked');
  await app.goto('/acme/settings/inboxes');
  await page.getByRole('searchbox').fill('no such inbox');
  await expect(page.getByText('No inbox matches')).toBeVisible();
  await shoot('16-list-no-match');
  await app.goto('/acme/settings/members');
  await expect(page.getByText('owner@acme.test')).toBeVisible();
  await shoot('17-members');
  await app.goto('/acme/settings/inboxes/inb_00000000000000000000000000');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot('18-not-found');
};

/** A workspace in full swing, at its limit; nothing in it is changed. */
const walkLife = async (app: Letterbox, way: Way) => {
  const { page } = app;
  const shoot = (name: string) => look(page, way, name);
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

  await app.signIn('owner', 'initech');
  await app.goto('/initech/settings/inboxes');
  await expect(row('Billing')).toContainText('Error');
  await shoot('20-list-in-full-swing');
  await page.getByRole('button', { name: /^Archived/ }).click();
  await expect(page.getByText('Newsletter')).toBeVisible();
  await shoot('21-list-archived');
  const menu = (name: string) => row(name).getByRole('button', { name: /^More/ });
  await menu('Support').click();
  await shoot('22-menu');
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot('23-disconnect');
  await page.keyboard.press('Escape');
  await menu('Support').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog').getByRole('radio')).toHaveCount(2);
  await shoot('24-delete-with-tickets');
  await page.keyboard.press('Escape');
  await menu('Sales').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
  await shoot('25-delete');
  await page.keyboard.press('Escape');
  await app.goto('/initech/settings/inboxes/new');
  await expect(page.getByText('Upgrade to add more inboxes').first()).toBeVisible();
  await shoot('26-wizard-at-the-limit');

  await app.goto('/initech/settings/inboxes');
  await row('Hello')
    .getByRole('link', { name: /^Settings/ })
    .click();
  for (const tab of ['Auto-response', 'Aliases', 'Activity']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
    await expect(page.getByRole('tabpanel').locator('.skeleton')).toHaveCount(0);
    await shoot(`27-inbox-${tab.toLowerCase()}`);
  }
  await app.goto('/initech/settings/inboxes');
  await row('Billing')
    .getByRole('link', { name: /^Fix settings/ })
    .click();
  await expect(page.getByRole('tab', { name: 'Connection' })).toBeVisible();
  await shoot('28-inbox-in-error');
  await app.goto('/initech/settings/inboxes');
  await row('Jobs')
    .getByRole('link', { name: /^Reconnect/ })
    .click();
  await expect(page.getByRole('tab', { name: 'Connection' })).toBeVisible();
  await shoot('29-inbox-disconnected');
  await app.goto('/initech/settings/inboxes');
  await page.getByRole('button', { name: /^Archived/ }).click();
  await page.getByRole('link', { name: /Newsletter/ }).click();
  await expect(page.getByText('This inbox is archived')).toBeVisible();
  await shoot('30-inbox-archived');
  await app.goto('/initech/settings/audit');
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await expect(page.getByText('Load more').or(page.getByRole('listitem').nth(5))).toBeVisible();
  await shoot('31-audit');
};

for (const way of looked) {
  const withApp = async (browser: Browser, action: (app: Letterbox) => Promise<void>) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ ...ways[way], reducedMotion: 'reduce' });
    const app = await letterbox(await context.newPage());
    const forbidden: string[] = [];
    app.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
    });
    await action(app);
    expect(forbidden).toEqual([]);
    await context.close();
  };

  test(`every screen is accessible and fits: ${way}`, ({ browser }) =>
    withApp(browser, (app) => walk(app, way)));

  test(`every screen of a workspace in full swing too: ${way}`, ({ browser }) =>
    withApp(browser, (app) => walkLife(app, way)));
}
