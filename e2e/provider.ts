import { randomUUID } from 'node:crypto';
import type { Inbox } from '../contract/inbox.ts';
import { expect, type Letterbox } from './letterbox.ts';

export const ORG = 'globex';
const INBOXES = `/${ORG}/settings/inboxes`;

/** What the pages call a provider, and whose mailboxes its local stand-in has. */
export const providers = {
  google: { name: 'Google', way: 'Gmail', type: 'gmail' },
  microsoft: { name: 'Microsoft', way: 'Microsoft 365', type: 'microsoft' },
} as const;

export type Provider = keyof typeof providers;

type Choice = { account?: string; untick?: string };

/** An inbox of a provider that nobody has signed in to yet. */
export const makeInbox = async (
  app: Letterbox,
  provider: Provider,
  emailAddress: string,
): Promise<Inbox> => {
  const name = `${providers[provider].name} ${randomUUID().slice(0, 8)}`;
  const { type: connectionType } = providers[provider];
  const body = { name, emailAddress, connectionType };
  return app.call<Inbox>('POST', `${ORG}/inboxes`, body);
};

/** Frees an address that a journey before this one may have used. */
export const freeAddress = async (app: Letterbox, address: string) => {
  for (const archived of [false, true]) {
    const query = `q=${encodeURIComponent(address)}&archived=${archived}`;
    const { inboxes } = await app.call<{ inboxes: Inbox[] }>('GET', `${ORG}/inboxes?${query}`);
    for (const { id } of inboxes) {
      await app.call('DELETE', `${ORG}/inboxes/${id}`, { tickets: { action: 'close' } });
    }
  }
};

export const openConnection = (app: Letterbox, { id }: Pick<Inbox, 'id'>) =>
  app.goto(`${INBOXES}/${id}/connection`);

const atProvider = async ({ page }: Letterbox) => {
  await expect(page.getByRole('group', { name: 'Choose an account' })).toBeVisible();
};

/** On the provider's page: picks the account that is wanted, and agrees. */
export const agree = async (app: Letterbox, { account, untick }: Choice = {}) => {
  const { page } = app;
  await atProvider(app);
  if (account) await page.getByRole('radio', { name: account }).check();
  if (untick) await page.getByRole('checkbox', { name: untick }).uncheck();
  await page.getByRole('button', { name: 'Continue' }).click();
};

/** On the provider's page: says no. */
export const cancel = async (app: Letterbox) => {
  await atProvider(app);
  await app.page.getByRole('button', { name: 'Cancel' }).click();
};

/** The account that the provider's page proposes. */
export const proposed = async (app: Letterbox): Promise<string> => {
  await atProvider(app);
  const picked = app.page.locator('label', { has: app.page.locator('input[type=radio]:checked') });
  return picked.innerText();
};

/** What the page says of the sign-in that came back. */
export const outcome = ({ page }: Letterbox) => page.locator('[data-outcome]');

export const connectButton = (app: Letterbox, provider: Provider) =>
  app.page.getByRole('button', { name: `Connect with ${providers[provider].name}` });

export const reconnectButton = (app: Letterbox, provider: Provider) =>
  app.page.getByRole('button', { name: `Reconnect with ${providers[provider].name}` });

/** An inbox that is connected, its page open. */
export const connectInbox = async (
  app: Letterbox,
  provider: Provider,
  emailAddress: string,
): Promise<Inbox> => {
  const inbox = await makeInbox(app, provider, emailAddress);
  await openConnection(app, inbox);
  await connectButton(app, provider).click();
  await agree(app, { account: emailAddress });
  await expect(outcome(app)).toContainText('Connected as');
  return inbox;
};

/** As a change of the account's password: its tokens are worth nothing from now on. */
export const endPermission = async (app: Letterbox, account: string) => {
  const path = `/accounts/${encodeURIComponent(account)}/revoke-grants`;
  const answer = await fetch(app.stand.identityProvider + path, { method: 'POST' });
  expect(answer.ok).toBe(true);
};

/** The inbox as the API has it. */
export const inboxNow = (app: Letterbox, { id }: Pick<Inbox, 'id'>) =>
  app.call<Inbox>('GET', `${ORG}/inboxes/${id}`);
