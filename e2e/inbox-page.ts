import { randomUUID } from 'node:crypto';
import type { Inbox } from '../contract/inbox.ts';
import { test as base, expect, type Letterbox } from './letterbox.ts';

/** Where this workspace’s inboxes are in the API. */
export const ORG = 'globex/inboxes';

type Make = (fields?: { name?: string; emailAddress?: string }) => Promise<Inbox>;

/** Signed in as an admin who makes inboxes that are gone afterwards: all journeys share a workspace. */
export const test = base.extend<{ make: Make }>({
  make: async ({ app }, use) => {
    await app.signIn('admin', 'globex');
    const made: Inbox[] = [];
    await use(async (fields) => {
      const mark = randomUUID().slice(0, 8);
      const data = { name: `Desk ${mark}`, emailAddress: `desk-${mark}@globex.test`, ...fields };
      const inbox = await app.call<Inbox>('POST', ORG, { ...data, connectionType: 'imap' });
      made.push(inbox);
      return inbox;
    });
    for (const { id } of made) await app.call('DELETE', `${ORG}/${id}`, {}).catch(() => null);
  },
});

/** Opens an inbox’s page at one of its tabs. */
export const openTab = async (app: Letterbox, { id }: Inbox, tab: string) => {
  await app.goto(`/globex/settings/inboxes/${id}${tab}`);
  await expect(app.page.getByRole('tabpanel')).toBeVisible();
};

/** Changes an inbox as whoever is signed in, onto its newest version. */
export const change = async (app: Letterbox, { id }: Inbox, fields: object) => {
  const { version } = await app.call<Inbox>('GET', `${ORG}/${id}`);
  await app.call('PATCH', `${ORG}/${id}`, fields, { 'if-match': `"${version}"` });
};

/** The fields of the inbox’s page. */
export const fields = ({ page }: Letterbox) => ({
  name: page.getByLabel('Name', { exact: true }),
  displayName: page.getByLabel('Display name'),
  subject: page.getByLabel('Subject', { exact: true }),
  text: page.getByLabel('Text', { exact: true }),
  toggle: page.getByRole('switch', { name: 'Send an auto-response' }),
  preview: page.getByRole('region', { name: 'Preview' }),
  alias: page.getByLabel('Another address'),
});

export { expect };
