import { randomUUID } from 'node:crypto';
import { missingRealServers } from '../dev/real-servers/missing.ts';
import { expect, type Letterbox, letterbox, test } from './letterbox.ts';
import { type Mailbox, readRealServers } from './stand.ts';

const IMAP_PASSED = {
  resolve: 'passed',
  connect: 'passed',
  tls: 'passed',
  greeting: 'passed',
  authenticate: 'passed',
  mailbox: 'passed',
};
const SMTP_PASSED = {
  resolve: 'passed',
  connect: 'passed',
  tls: 'passed',
  greeting: 'passed',
  authenticate: 'passed',
  sender: 'passed',
};

const realMailbox = (security: 'tls' | 'starttls'): Mailbox | null => {
  const real = readRealServers();
  const account = real?.accounts[security === 'tls' ? 0 : 1];
  if (!real || !account) return null;
  const { address: username, password } = account;
  const login = { host: '127.0.0.1', security, username, password };
  const { dovecot, postfix } = real;
  return {
    emailAddress: username,
    imap: { ...login, port: security === 'tls' ? dovecot.imaps : dovecot.imap },
    smtp: { ...login, port: security === 'tls' ? postfix.submissions : postfix.smtp },
  };
};

const isStored = async (app: Letterbox, emailAddress: string): Promise<boolean> => {
  const url = `${app.stand.url}/api/orgs/globex/inboxes?q=${encodeURIComponent(emailAddress)}`;
  const answer = await app.page.request.get(url);
  return ((await answer.json()) as { inboxes: unknown[] }).inboxes.length > 0;
};

/** Connects a mailbox, first with a wrong password; then changes it on the inbox's own page. */
const connectAndChange = async (app: Letterbox, mailbox: Mailbox) => {
  const { page } = app;
  // Each run's inbox has a name of its own, as all runs share one tenant.
  const name = `Support ${randomUUID().slice(0, 8)}`;
  await app.enter('admin', 'globex');
  await expect(page).toHaveURL(/\/globex\/settings\/inboxes$/);

  await app.beginInbox(mailbox.emailAddress);
  await app.fillServers({ ...mailbox, imap: { ...mailbox.imap, password: 'not the password' } });
  await app.test();
  await app.expectStages('IMAP', { ...IMAP_PASSED, authenticate: 'failed', mailbox: 'skipped' });
  await app.expectStages('SMTP', { ...SMTP_PASSED, authenticate: 'failed', sender: 'skipped' });
  const password = app.group('IMAP').getByLabel('Password', { exact: true });
  await expect(password).toHaveAttribute('aria-invalid', 'true');
  await expect(app.group('IMAP')).toContainText('refused this username and password');
  expect(await isStored(app, mailbox.emailAddress)).toBe(false);

  await password.fill(mailbox.imap.password);
  await app.test();
  await app.expectStages('IMAP', IMAP_PASSED);
  await app.expectStages('SMTP', SMTP_PASSED);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await app.save();

  const row = page.getByRole('row', { name });
  await expect(row).toContainText('Connected');
  await expect(row).toContainText(/Connected since/);

  await row.getByRole('link', { name: /Settings/ }).click();
  await page.getByRole('tab', { name: 'Connection' }).click();
  const stored = app.group('IMAP').getByLabel('Password', { exact: true });
  await expect(stored).toHaveValue('');
  await app.group('IMAP').getByLabel('Host').fill('localhost');
  await app.test();
  await app.expectStages('IMAP', IMAP_PASSED);
  await app.expectStages('SMTP', SMTP_PASSED);
  await app.save();
  await expect(page.getByText(/Connected since/).first()).toBeVisible();
  await page.reload();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue('localhost');

  await stored.fill('not the password either');
  await app.save();
  await expect(app.group('IMAP')).toContainText('refused this username and password');
  await page.reload();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('The stored connection works.').first()).toBeVisible();
};

test('an admin connects the demo mailbox, and changes it without its password', async ({ app }) => {
  await connectAndChange(app, app.stand.mailbox);
});

for (const security of ['tls', 'starttls'] as const) {
  test(`an admin connects a mailbox on Dovecot and Postfix by ${security}`, async ({ app }) => {
    const mailbox = realMailbox(security);
    test.skip(mailbox === null, missingRealServers() ?? '');
    if (mailbox) await connectAndChange(app, mailbox);
  });
}

test('a connection that was changed in another tab is not overwritten unnoticed', async ({
  app,
}) => {
  const { page, stand } = app;
  await app.enter('owner', 'acme');
  await app.beginInbox('support@acme.test');
  await app.fillServers(stand.mailbox);
  await app.save();
  await expect(page.getByRole('row', { name: 'support@acme.test' })).toContainText('Connected');
  await page.getByRole('link', { name: /^Settings: Support/ }).click();
  await page.getByRole('tab', { name: 'Connection' }).click();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue('127.0.0.1');

  const other = await letterbox(await page.context().newPage());
  await other.page.goto(page.url());
  await other.group('IMAP').getByLabel('Host').fill('localhost');
  await other.save();
  await expect(other.page.getByText('Saved').first()).toBeVisible();

  await app.group('SMTP').getByLabel('Host').fill('localhost');
  await expect(app.group('SMTP')).toContainText('The stored password will be sent to localhost');
  await app.save();
  await expect(page.getByText(/^Changed by .+ meanwhile/)).toBeVisible();
  await expect(app.group('SMTP').getByLabel('Host')).toHaveValue('localhost');
  await page.getByRole('button', { name: 'Save mine as well' }).click();
  await app.save();
  await expect(page.getByText('Saved').first()).toBeVisible();
});

test('an inbox is renamed; who renames it later is shown the other name first', async ({ app }) => {
  const { page } = app;
  await app.signIn('admin', 'globex');
  const url = `${app.stand.url}/api/orgs/globex/inboxes`;
  const data = { name: 'Old name', emailAddress: 'renamed@globex.test', connectionType: 'imap' };
  const made = await page.request.post(url, { data, headers: { origin: app.stand.url } });
  const { id } = (await made.json()) as { id: string };
  await app.goto(`/globex/settings/inboxes/${id}`);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Old name');

  const other = await letterbox(await page.context().newPage());
  await other.page.goto(page.url());
  await other.page.getByLabel('Name', { exact: true }).fill('Their name');
  await other.save();
  await expect(other.page.getByRole('heading', { name: 'Their name' })).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('My name');
  await app.save();
  await expect(page.getByText('Their name').first()).toBeVisible();
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByRole('heading', { name: 'My name' })).toBeVisible();
});
