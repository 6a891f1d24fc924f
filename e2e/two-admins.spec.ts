import type { Browser } from '@playwright/test';
import type { Inbox } from '../contract/inbox.ts';
import { change, expect, fields, ORG, openTab, test } from './inbox-page.ts';
import { letterbox } from './letterbox.ts';
import { look } from './look.ts';

const asOwner = async (browser: Browser) => {
  const app = await letterbox(await (await browser.newContext()).newPage());
  await app.signIn('owner', 'globex');
  return app;
};

test('two admins change the names at once: the second sees both and loses nothing', async ({
  app,
  make,
  browser,
}) => {
  const { page } = app;
  const inbox = await make({ name: 'First name' });
  await openTab(app, inbox, '');
  await fields(app).name.fill('My name');

  const other = await asOwner(browser);
  await openTab(other, inbox, '');
  await fields(other).name.fill('Their name');
  await fields(other).displayName.fill('Their display name');
  await other.save();
  await expect(other.page.getByText('Saved.')).toBeVisible();

  await app.save();
  const question = page.getByRole('alert');
  await expect(question).toContainText('Changed by Owner at Globex meanwhile');
  const both = question.getByRole('group', { name: 'Name', exact: true });
  await expect(both).toContainText('Theirs“Their name”');
  await expect(both).toContainText('Yours“My name”');
  await expect(question.getByRole('group', { name: 'Display name' })).toContainText(
    'Their display name',
  );
  await look(page, 'light', '54-changed-meanwhile');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByRole('heading', { name: 'My name' })).toBeVisible();
  await page.reload();
  await expect(fields(app).name).toHaveValue('My name');
  await expect(fields(app).displayName).toHaveValue('Their display name');
  await other.page.context().close();
});

test('two admins write the auto-response at once: both texts are shown in full', async ({
  app,
  make,
  browser,
}) => {
  const { page } = app;
  const inbox = await make();
  await openTab(app, inbox, '/auto-response');
  const mine = `Mine\n${'line\n'.repeat(40)}end of mine`;
  await fields(app).text.fill(mine);

  const other = await asOwner(browser);
  const theirs = `Theirs\n${'line\n'.repeat(40)}end of theirs`;
  await change(other, inbox, { autoResponse: { enabled: false, subject: 'Theirs', body: theirs } });

  await app.save();
  const question = page.getByRole('alert');
  await expect(question).toContainText('Changed by Owner at Globex meanwhile');
  await expect(question.getByRole('region', { name: 'Theirs: text' })).toHaveText(/end of theirs/);
  await expect(question.getByRole('region', { name: 'Yours: text' })).toHaveText(/end of mine/);
  await look(page, 'light', '55-changed-meanwhile-auto-response');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByText('The auto-response is saved.')).toBeVisible();
  await page.reload();
  await expect(fields(app).text).toHaveValue(mine);
  await expect(fields(app).subject).toHaveValue('Theirs');

  await change(other, inbox, { name: 'Renamed' });
  await fields(app).text.fill('Another');
  await app.save();
  await expect(question).toContainText('They changed nothing in this form');
  await page.getByRole('button', { name: 'Discard mine' }).click();
  await expect(fields(app).text).toHaveValue(mine);
  await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible();
  await other.page.context().close();
});

test('two admins set up the servers at once: both are shown, and what only one changed is kept', async ({
  app,
  make,
  browser,
}) => {
  const { page, stand } = app;
  // Another account than the other journeys of this workspace have.
  const username = 'events@acme.test';
  const inbox = await make({ emailAddress: username });
  const { imap, smtp } = stand.mailbox;
  const servers = {
    imap: { ...imap, username },
    smtp: { ...smtp, username, password: imap.password, sameCredentials: true },
  };
  const store = async (by: typeof app, connection: object) => {
    const { version } = await by.call<Inbox>('GET', `${ORG}/${inbox.id}`);
    const path = `${ORG}/${inbox.id}/connection`;
    await by.call('PUT', path, connection, { 'if-match': `"${version}"` });
  };
  await store(app, servers);
  await openTab(app, inbox, '/connection');
  await app.group('IMAP').getByLabel('Host').fill('localhost');
  await app.group('IMAP').getByLabel('Password', { exact: true }).fill(imap.password);

  const other = await asOwner(browser);
  await store(other, { ...servers, smtp: { ...servers.smtp, host: 'localhost' } });
  await app.save();
  const question = page.getByRole('alert');
  await expect(question).toContainText('Changed by Owner at Globex meanwhile');
  const theirs = question.getByRole('group', { name: 'SMTP host' });
  await expect(theirs).toContainText(`Before“${smtp.host}”`);
  await expect(theirs).toContainText('Theirs“localhost”');
  await look(page, 'light', '59-changed-meanwhile-connection');
  await page.getByRole('button', { name: 'Save mine as well' }).click();
  await expect(page.getByText('The connection is stored.')).toBeVisible();
  await page.reload();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue('localhost');
  await expect(app.group('SMTP').getByLabel('Host')).toHaveValue('localhost');

  await store(other, servers);
  await app.group('IMAP').getByLabel('Host').fill('imap.globex.test');
  await app.group('IMAP').getByLabel('Password', { exact: true }).fill('x');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The test failed.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Save without testing' }).click();
  await expect(question.getByRole('group', { name: 'IMAP host' })).toContainText(
    'Yours“imap.globex.test”',
  );
  await page.getByRole('button', { name: 'Load theirs' }).click();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue(imap.host);
  await other.page.context().close();
});
