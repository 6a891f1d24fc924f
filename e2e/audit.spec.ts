import { randomUUID } from 'node:crypto';
import type { Inbox } from '../contract/inbox.ts';
import { expect, type Letterbox, test } from './letterbox.ts';

const ORG = 'globex/inboxes';
const AUDIT = '/globex/settings/audit';

const makeInbox = (app: Letterbox, name: string) =>
  app.call<Inbox>('POST', ORG, {
    name,
    emailAddress: `${randomUUID()}@globex.test`,
    connectionType: 'imap',
  });

const eventsOf = ({ page }: Letterbox, name: string) =>
  page.locator('.event').filter({ hasText: name });

test('an owner reads what was done in the workspace, and follows it to the inbox', async ({
  app,
}) => {
  // axe reads every event of the page.
  test.setTimeout(120_000);
  const { page } = app;
  const name = `Audited ${randomUUID().slice(0, 8)}`;
  await app.enter('owner', 'globex');
  const inbox = await makeInbox(app, name);
  await app.call('POST', `${ORG}/${inbox.id}/archive`);
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page).toHaveURL(/\/globex\/settings\/audit$/);
  const events = eventsOf(app, name);
  await expect(events.nth(0)).toContainText(`Owner at Globex archived ${name}`);
  await expect(events.nth(1)).toContainText(`Owner at Globex created ${name}`);
  await events.nth(1).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  await app.call('DELETE', `${ORG}/${inbox.id}`, {});
  await app.goto(AUDIT);
  await expect(events.nth(0)).toContainText(`Owner at Globex deleted ${name}`);
  await expect(events.getByRole('link')).toHaveCount(0);
});

test('older events are loaded on demand, each once', async ({ app }) => {
  const { page } = app;
  await app.signIn('admin', 'globex');
  const inbox = await makeInbox(app, `Paged ${randomUUID().slice(0, 8)}`);
  let { version } = inbox;
  for (let turn = 0; turn < 52; turn += 1) {
    const path = `${ORG}/${inbox.id}`;
    const data = { name: `Turn ${turn}` };
    ({ version } = await app.call<Inbox>('PATCH', path, data, { 'if-match': `"${version}"` }));
  }
  await app.goto(`/globex/settings/inboxes/${inbox.id}/activity`);
  const events = page.locator('.event');
  await expect(events).toHaveCount(50);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(events).toHaveCount(53);
  await expect(events.last()).toContainText('created the inbox');
  await expect(page.getByRole('button', { name: 'Load more' })).toHaveCount(0);
  await app.call('DELETE', `${ORG}/${inbox.id}`, {});
});

for (const role of ['agent', 'viewer'] as const) {
  test(`for a member who is ${role} there is no audit log`, async ({ app }) => {
    const { page } = app;
    await app.enter(role, 'globex');
    await expect(page.getByRole('heading', { name: 'Inboxes', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
    await app.goto(AUDIT);
    await expect(
      page.getByRole('heading', { name: 'Only owners and admins can open this page' }),
    ).toBeVisible();
  });
}
