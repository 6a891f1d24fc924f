import { randomUUID } from 'node:crypto';
import type { Inbox } from '../contract/inbox.ts';
import { expect, type Letterbox } from './letterbox.ts';

export const LIST = '/acme/settings/inboxes';

const made = new Set<string>();

export const removeLater = ({ id }: Inbox) => made.add(id);

/** An inbox of this test's own, as all journeys share one workspace. */
export const makeInbox = async (app: Letterbox, what: string, address?: string): Promise<Inbox> => {
  const mark = randomUUID().slice(0, 8);
  const inbox = await app.call<Inbox>('POST', 'acme/inboxes', {
    name: `${what} ${mark}`,
    emailAddress: address ?? `${what.toLowerCase()}-${mark}@acme.test`,
    connectionType: 'imap',
  });
  removeLater(inbox);
  return inbox;
};

export const openList = async (app: Letterbox, ...inboxes: Inbox[]) => {
  await app.goto(LIST);
  for (const { name } of inboxes) await expect(rowOf(app, name)).toBeVisible();
};

export const tableOf = ({ page }: Letterbox, name: string) =>
  page.getByRole('table', { name, exact: true });
export const rowOf = (app: Letterbox, name: string, table = 'Inboxes') =>
  tableOf(app, table).getByRole('row', { name });

/** The plan has room for ten: takes away what a test has made. */
export const removeMade = async (app: Letterbox) => {
  for (const id of made) {
    const path = `acme/inboxes/${id}`;
    await app.call('DELETE', path, { tickets: { action: 'close' } }).catch(() => null);
  }
  made.clear();
};
