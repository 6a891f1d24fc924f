import { randomUUID } from 'node:crypto';
import type { TroublesAnswer } from '../contract/health.ts';
import type { Inbox } from '../contract/inbox.ts';
import { failingServer } from './failing-servers.ts';
import { expect, type Letterbox } from './letterbox.ts';
import { LIST, makeInbox } from './own-inboxes.ts';

/** Where they are in the API, after `/api/orgs/`. */
export const INBOXES = 'acme/inboxes';

const addresses = (count: number) =>
  Array.from({ length: count }, () => `health-${randomUUID().slice(0, 8)}@acme.test`);

/** Connected inboxes at one mail server of the journey's own. */
export const connected = async (app: Letterbox, count: number) => {
  const own = addresses(count);
  const server = await failingServer(own);
  const inboxes: Inbox[] = [];
  for (const [at, address] of own.entries()) {
    const inbox = await makeInbox(app, `Desk ${at}`, address);
    inboxes.push(await server.connect(app, INBOXES, inbox));
  }
  return { server, inboxes, addresses: own };
};

/** Opens an inbox's page, at a tab of it. */
export const openInbox = async (app: Letterbox, { id }: Inbox, tab = '') => {
  await app.goto(`${LIST}/${id}${tab}`);
  await expect(app.page.getByRole('tabpanel')).toBeVisible();
};

/** Answers what is wrong with several inboxes, which takes an outage to come about. */
export const answerTroubles = ({ page }: Letterbox, troubles: TroublesAnswer) =>
  page.route('**/api/orgs/acme/troubles', (route) => route.fulfill({ json: troubles }));
