import { z } from 'zod';
import { emailAddress } from '../../../contract/email-address.ts';
import { type Ask, apiAsker, type Fetch, type Unanswered } from './ask-api.ts';
import type { Provider } from './provider.ts';

const DEADLINE_MS = 10_000;

/**
 * The address of the mailbox that a token opens, or why there is none: `refused` (the token itself),
 * `denied` (the account has no mailbox, or none it may open), `ours` (the mail API is not switched on for our client), `temporary`
 * (the provider is down, slow, limiting, or answers nonsense).
 */
export type Proof = { ok: true; address: string } | Unanswered;

const gmailProfile = z.object({ emailAddress });
const graphMe = z.object({ mail: z.string().nullish(), userPrincipalName: z.string().nullish() });
const folder = z.object({ id: z.string().min(1) });

const gmail = async (ask: Ask): Promise<Proof> => {
  const answer = await ask('/gmail/v1/users/me/profile', gmailProfile);
  return answer.ok ? { ok: true, address: answer.body.emailAddress } : answer;
};

// A user principal name is often an address, but a guest's never is.
const isAddress = (name: string | null | undefined): name is string =>
  emailAddress.safeParse(name).success && !name?.includes('#EXT#');

const graph = async (ask: Ask): Promise<Proof> => {
  const me = await ask('/v1.0/me?$select=mail,userPrincipalName', graphMe);
  if (!me.ok) return me;
  const address = [me.body.mail, me.body.userPrincipalName].find(isAddress);
  if (address === undefined) return { ok: false, kind: 'denied', reason: 'no-address' };
  const inbox = await ask('/v1.0/me/mailFolders/inbox?$select=id', folder);
  return inbox.ok ? { ok: true, address } : inbox;
};

/** Proves that a token opens its account's own mailbox, and gives the mailbox's address. */
export const proveMailbox = (
  fetch: Fetch,
  { name, api }: Provider,
  accessToken: string,
  deadlineMs = DEADLINE_MS,
): Promise<Proof> => {
  const ask = apiAsker(fetch, api, accessToken, deadlineMs);
  return name === 'google' ? gmail(ask) : graph(ask);
};

/** Proves that a token opens a shared mailbox, which only Microsoft 365 has. */
export const proveSharedMailbox = async (
  fetch: Fetch,
  { name, api }: Provider,
  accessToken: string,
  address: string,
  deadlineMs = DEADLINE_MS,
): Promise<Proof> => {
  if (name === 'google') return { ok: false, kind: 'denied', reason: 'no-shared-mailboxes' };
  const ask = apiAsker(fetch, api, accessToken, deadlineMs);
  const path = `/v1.0/users/${encodeURIComponent(address)}/mailFolders/inbox?$select=id`;
  const answer = await ask(path, folder);
  return answer.ok ? { ok: true, address } : answer;
};
