import { randomUUID } from 'node:crypto';
import type { Inbox } from '../contract/inbox.ts';
import { change, expect, fields, ORG, openTab, test } from './inbox-page.ts';
import { look } from './look.ts';

test('every tab has an address, arrow keys lead from one to the next, and typed text stays', async ({
  app,
  make,
}) => {
  const { page } = app;
  const inbox = await make();
  await openTab(app, inbox, '');
  await fields(app).name.fill('Not saved yet');
  await page.getByRole('tab', { name: 'General' }).focus();
  for (const [name, path] of [
    ['Connection', 'connection'],
    ['Health', 'health'],
    ['Auto-response', 'auto-response'],
    ['Aliases', 'aliases'],
    ['Activity', 'activity'],
  ] as const) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name })).toBeFocused();
    await expect(page).toHaveURL(new RegExp(`${inbox.id}/${path}$`));
  }
  await page.keyboard.press('ArrowRight');
  await expect(fields(app).name).toHaveValue('Not saved yet');
  await page.getByRole('link', { name: 'Members' }).click();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(fields(app).name).toHaveValue('Not saved yet');
});

test('an alias that is typed but not added is asked about too', async ({ app, make }) => {
  await openTab(app, await make(), '/aliases');
  await fields(app).alias.fill('half@globex.test');
  await app.page.getByRole('link', { name: 'Inboxes' }).first().click();
  await expect(app.page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
});

test('what is unsaved when the session ends is there after signing in again', async ({
  app,
  make,
}) => {
  const { page } = app;
  const inbox = await make();
  await openTab(app, inbox, '');
  await fields(app).name.fill('Half a name');
  await page.getByRole('tab', { name: 'Connection' }).click();
  await app.group('IMAP').getByLabel('Host').fill('imap.globex.test');
  await app.group('IMAP').getByLabel('Password', { exact: true }).fill('not to be kept');
  await page.getByRole('tab', { name: 'Aliases' }).click();
  await fields(app).alias.fill('half@globex.test');
  await page.getByRole('tab', { name: 'Auto-response' }).click();
  await fields(app).text.fill('Dear customer,\n\nhalf a text');

  await page.context().clearCookies();
  await app.save();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByLabel('Email address')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('to be');
  await app.signInByForm('admin@globex.test');

  await expect(fields(app).text).toHaveValue('Dear customer,\n\nhalf a text');
  await page.getByRole('tab', { name: 'Aliases' }).click();
  await expect(fields(app).alias).toHaveValue('half@globex.test');
  await page.getByRole('tab', { name: 'Connection' }).click();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue('imap.globex.test');
  await expect(app.group('IMAP').getByLabel('Password', { exact: true })).toHaveValue('');
  await page.getByRole('tab', { name: 'General' }).click();
  await expect(fields(app).name).toHaveValue('Half a name');

  await page.getByRole('link', { name: 'Inboxes' }).first().click();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Inboxes', exact: true })).toBeVisible();
  await openTab(app, inbox, '');
  await expect(fields(app).name).toHaveValue(inbox.name);

  await fields(app).name.fill('Nobody else’s');
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('an auto-response is written, previewed, refused for an unknown variable, and switched on', async ({
  app,
  make,
}) => {
  const { page } = app;
  await openTab(app, await make({ name: 'Front desk' }), '/auto-response');
  const { subject, text, toggle, preview } = fields(app);
  await page.getByRole('button', { name: 'Start with an example' }).click();
  await expect(preview).toContainText('Hello Mia Svensson');
  await subject.fill('Ticket {{ticket.number}}: ');
  await subject.press('End');
  await page.getByRole('button', { name: 'Ticket subject' }).click();
  await expect(subject).toBeFocused();
  await expect(subject).toHaveValue('Ticket {{ticket.number}}: {{ticket.subject}}');
  await expect(preview).toContainText('Ticket 1042: Where is my order?');

  await text.fill('Dear {{customer.nam}},\n\n<b>{{inbox.name}}</b>');
  await expect(preview).toContainText('Dear {{customer.nam}},\n\n<b>Front desk</b>', {
    useInnerText: true,
  });
  await toggle.check();
  await app.save();
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  await expect(text).toBeFocused();
  await expect(page.getByText('{{customer.nam}} is no variable')).toBeVisible();

  await text.fill('Dear {{customer.name}},\n\n  bye  ');
  await app.save();
  await expect(page.getByText('The auto-response is saved.')).toBeVisible();
  await page.reload();
  await expect(toggle).toBeChecked();
  await expect(subject).toHaveValue('Ticket {{ticket.number}}: {{ticket.subject}}');
  await expect(text).toHaveValue('Dear {{customer.name}},\n\n  bye  ');
  await look(page, 'light', '50-auto-response');
});

test('an auto-response that another inbox would answer is refused with the reason', async ({
  app,
  make,
}) => {
  const { page } = app;
  const mark = randomUUID().slice(0, 8);
  const one = await make({ name: `One ${mark}` });
  const other = await make({ name: `Other ${mark}`, emailAddress: `b-${mark}@globex.test` });
  await app.call('POST', `${ORG}/${one.id}/aliases`, { emailAddress: `b-${mark}+x@globex.test` });
  await change(app, one, { autoResponse: { enabled: true, subject: 'Hi', body: 'Got it.' } });

  await openTab(app, other, '/auto-response');
  await page.getByRole('button', { name: 'Start with an example' }).click();
  await fields(app).toggle.check();
  await app.save();
  await expect(fields(app).toggle).toHaveAttribute('aria-invalid', 'true');
  await expect(fields(app).toggle).toHaveAccessibleDescription(new RegExp(`One ${mark}`));
  await look(page, 'light', '51-auto-response-loop');

  await page.getByRole('button', { name: 'Save, but leave it off' }).click();
  await expect(page.getByText('The auto-response is saved.')).toBeVisible();
  await page.reload();
  await expect(fields(app).toggle).not.toBeChecked();
  await expect(fields(app).text).toHaveValue(/Hello \{\{customer\.name\}\}/);
});

test('aliases are added, refused in any spelling of a taken one, removed, and brought back', async ({
  app,
  make,
}) => {
  const { page } = app;
  const inbox = await make();
  const alias = `Bücher-${randomUUID().slice(0, 8)}@bücher.example`;
  await openTab(app, inbox, '/aliases');
  await expect(page.getByText('No aliases yet.')).toBeVisible();
  await fields(app).alias.fill('not an address');
  await page.getByRole('button', { name: 'Add alias' }).click();
  await expect(page.getByText('Enter a full email address')).toBeVisible();

  await fields(app).alias.fill(alias);
  await fields(app).alias.press('Enter');
  const row = page.getByRole('listitem').filter({ hasText: alias });
  await expect(row).toBeVisible();
  await expect(fields(app).alias).toHaveValue('');

  const same = alias.toUpperCase().replace('BÜCHER.EXAMPLE', 'XN--BCHER-KVA.example');
  await fields(app).alias.fill(same);
  await fields(app).alias.press('Enter');
  await expect(fields(app).alias).toHaveAttribute('aria-invalid', 'true');
  await expect(fields(app).alias).toHaveAccessibleDescription(/\S/);
  await expect(fields(app).alias).toHaveValue(same);
  await look(page, 'light', '52-alias-taken');

  await row.getByRole('button', { name: /^Remove/ }).click();
  await expect(row).toHaveCount(0);
  await expect(fields(app).alias).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
  await page.reload();
  await expect(row).toBeVisible();
});

test('the activity tells who did what, with what it was before', async ({ app, make }) => {
  const { page } = app;
  const inbox = await make({ name: 'Before' });
  await openTab(app, inbox, '');
  await fields(app).name.fill('After');
  await app.save();
  await expect(page.getByRole('heading', { name: 'After' })).toBeVisible();
  await app.call('POST', `${ORG}/${inbox.id}/aliases`, { emailAddress: `a-${inbox.emailAddress}` });

  await page.getByRole('tab', { name: 'Activity' }).click();
  const events = page.getByRole('tabpanel').locator('.event');
  await expect(events).toHaveCount(3);
  await expect(events.nth(0)).toContainText('Admin at Globex added an alias to the inbox');
  await expect(events.nth(0)).toContainText(`Alias: a-${inbox.emailAddress}`);
  await expect(events.nth(1)).toContainText('Admin at Globex renamed the inbox');
  await expect(events.nth(1)).toContainText('Name: “Before” became “After”');
  await expect(events.nth(2)).toContainText('Admin at Globex created the inbox');
  await expect(events.nth(2).locator('time')).toHaveAttribute('title', /\d{2}:\d{2}:\d{2}/);
  await look(page, 'light', '53-activity');

  await app.choose('After', 'Archive');
  await expect(events).toHaveCount(4);
  await expect(events.nth(0)).toContainText('Admin at Globex archived the inbox');
});

test('the activity keeps the lines of a text, and shows a long one when asked', async ({
  app,
  make,
}) => {
  const { page } = app;
  const inbox = await make();
  const body = `Dear customer,\n\n${'line\n'.repeat(8)}the end`;
  await change(app, inbox, { autoResponse: { enabled: false, subject: 'Hi', body } });
  await openTab(app, inbox, '/activity');
  const event = page.locator('.event').first();
  await expect(event).toContainText('Dear customer,\n\nline', { useInnerText: true });
  await expect(event).not.toContainText('the end');
  await event.getByRole('button', { name: 'Show all' }).click();
  await expect(event).toContainText('line\nthe end', { useInnerText: true });
});

test('a disconnected inbox asks for the password alone, and is connected again', async ({
  app,
  make,
}) => {
  const { page, stand } = app;
  const username = 'support@globex.test';
  const inbox = await make({ emailAddress: username });
  const login = { username, password: stand.mailbox.imap.password };
  const servers = {
    imap: { ...stand.mailbox.imap, ...login },
    smtp: { ...stand.mailbox.smtp, ...login, sameCredentials: true },
  };
  const { version } = await app.call<Inbox>('GET', `${ORG}/${inbox.id}`);
  await app.call('PUT', `${ORG}/${inbox.id}/connection`, servers, { 'if-match': `"${version}"` });
  await openTab(app, inbox, '');
  await app.choose(inbox.name, 'Disconnect');
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText('Its password was destroyed; enter it to reconnect.')).toBeVisible();

  await page.getByRole('button', { name: 'Reconnect' }).click();
  const password = app.group('IMAP').getByLabel('Password', { exact: true });
  await expect(password).toBeFocused();
  await expect(password).toHaveAttribute('placeholder', 'Enter the password again');
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue(stand.mailbox.imap.host);
  await expect(app.group('IMAP').getByLabel('Username')).toHaveValue(username);
  await look(page, 'light', '56-disconnected');
  const reconnect = page.getByRole('button', { name: 'Reconnect' });
  await expect(reconnect).toHaveCount(1);
  await reconnect.click();
  await expect(page.getByText('Enter the password.')).toBeVisible();
  await password.fill(login.password);
  await reconnect.click();
  await expect(page.getByText(/Connected since/).first()).toBeVisible();
});

test('an archived inbox is shown as it is, with why it can’t be changed, and restored', async ({
  app,
  make,
}) => {
  const { page } = app;
  const inbox = await make();
  await app.call('POST', `${ORG}/${inbox.id}/archive`);
  await openTab(app, inbox, '');
  await expect(page.getByText('This inbox is archived.')).toBeVisible();
  await expect(fields(app).name).toBeDisabled();
  await page.getByRole('tab', { name: 'Connection' }).click();
  await expect(app.group('IMAP').getByLabel('Host')).toBeDisabled();
  await expect(page.getByText('tested first')).toHaveCount(0);
  await expect(page.locator('.page-head')).toContainText(/Disconnected.*Archived/);
  await look(page, 'light', '57-archived-connection');
  await page.getByRole('tab', { name: 'Auto-response' }).click();
  await expect(fields(app).toggle).toBeDisabled();
  await page.getByRole('tab', { name: 'Aliases' }).click();
  await expect(page.getByText('No aliases yet.')).toBeVisible();
  await expect(fields(app).alias).toHaveCount(0);
  await look(page, 'light', '57-archived');
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(fields(app).alias).toBeVisible();
});
