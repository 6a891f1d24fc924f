import { eq } from 'drizzle-orm';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthResult, OAuthStart, OAuthStarted } from '../../contract/oauth.ts';
import { inboxes } from '../domains/inboxes/tables.ts';
import type { ProviderName } from '../platform/oauth/provider.ts';
import { type Choice, choose } from './identity-provider.ts';
import { type Browser, db } from './world.ts';

/** The address and the type of an inbox whose account the local provider knows. */
export const usualInbox = {
  google: { name: 'Support', emailAddress: 'support@acme.test', connectionType: 'gmail' },
  microsoft: { name: 'Support', emailAddress: 'support@contoso.test', connectionType: 'microsoft' },
} as const;

/** Makes an inbox to be connected at a provider; at its usual account unless told otherwise. */
export const makeOAuthInbox = async (
  own: Browser,
  name: ProviderName,
  { org = 'acme', ...changes }: { org?: string; emailAddress?: string; name?: string } = {},
): Promise<Inbox> => {
  const answer = await own.post(`/api/orgs/${org}/inboxes`, { ...usualInbox[name], ...changes });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body as Inbox;
};

const START: OAuthStart = { returnTo: 'inbox' };

/** Begins a sign-in; gives the address at the provider. */
export const begin = async (
  own: Browser,
  id: string,
  start: OAuthStart = START,
  org = 'acme',
): Promise<URL> => {
  const answer = await own.post(`/api/orgs/${org}/inboxes/${id}/oauth`, start);
  if (answer.status !== 200) throw new Error(answer.text);
  return new URL((answer.body as OAuthStarted).authorizationUrl);
};

/** Brings a browser back from the provider; gives where it is led to. */
export const comeBack = async (own: Browser, back: URL): Promise<URL> => {
  const answer = await own.get(back.pathname + back.search);
  if (answer.status !== 303) throw new Error(`${answer.status}: ${answer.text}`);
  return new URL(answer.headers.get('location') ?? '');
};

/** The result that a browser was led to. */
export const resultAt = async (own: Browser, led: URL): Promise<OAuthResult> => {
  const [, org, ...rest] = led.pathname.split('/');
  const inbox = led.searchParams.get('inbox') ?? rest[2];
  const path = `/api/orgs/${org}/inboxes/${inbox}/oauth-results/${led.searchParams.get('oauth')}`;
  const answer = await own.get(path);
  if (answer.status !== 200) throw new Error(`${led.href}: ${answer.text}`);
  return answer.body as OAuthResult;
};

/** A whole sign-in, from the button to the result. */
export const signInAt = async (
  own: Browser,
  name: ProviderName,
  { id }: Pick<Inbox, 'id'>,
  choice?: Choice,
  start?: OAuthStart,
  org?: string,
): Promise<OAuthResult> => {
  const back = await choose(name, await begin(own, id, start, org), choice);
  return resultAt(own, await comeBack(own, back));
};

/** The inbox as it is now. */
export const inboxNow = async (own: Browser, { id }: Pick<Inbox, 'id'>, org = 'acme') =>
  (await own.get(`/api/orgs/${org}/inboxes/${id}`)).body as Inbox;

/** The inbox's row as it is now. */
export const rowNow = async ({ id }: Pick<Inbox, 'id'>) => {
  const row = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
  if (row === undefined) throw new Error(`There is no ${id}.`);
  return row;
};

/** An inbox that is connected. */
export const connectedInbox = async (
  own: Browser,
  name: ProviderName,
  changes: Parameters<typeof makeOAuthInbox>[2] = {},
  choice: Choice = {},
): Promise<Inbox> => {
  const made = await makeOAuthInbox(own, name, changes);
  const result = await signInAt(own, name, made, choice, START, changes.org);
  if (result.outcome !== 'connected') throw new Error(JSON.stringify(result));
  return inboxNow(own, made, changes.org);
};
