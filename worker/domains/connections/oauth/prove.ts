import type { OAuthCheckFailure, OAuthProvider } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { type Proof, proveMailbox, proveSharedMailbox } from '../../../platform/oauth/mailbox.ts';
import { noteTrouble } from './trouble.ts';

/** A token, and the mailbox that it should open. */
export type ToProve = {
  provider: OAuthProvider;
  accessToken: string;
  mailbox: string;
  isShared: boolean;
};

const NOT_CONFIGURED: Proof = { ok: false, kind: 'ours', reason: 'not-configured' };

/** Proves that a token opens an inbox's mailbox now, its account's own or a shared one. */
export const prove = async (
  deps: Pick<Deps, 'fetch' | 'oauth' | 'db' | 'now' | 'log'>,
  { provider: name, accessToken, mailbox, isShared }: ToProve,
): Promise<Proof> => {
  const provider = deps.oauth(name)?.provider;
  if (provider === undefined) return NOT_CONFIGURED;
  const proof = isShared
    ? await proveSharedMailbox(deps.fetch, provider, accessToken, mailbox)
    : await proveMailbox(deps.fetch, provider, accessToken);
  await noteTrouble(deps, name, 'api', proof);
  return proof;
};

/** What a proof that failed says of an inbox: only a mailbox that is denied is the inbox's trouble. */
export const proofFailures: Record<
  Extract<Proof, { ok: false }>['kind'],
  Exclude<OAuthCheckFailure, 'oauth_refresh_failed'>
> = {
  denied: 'mailbox-denied',
  ours: 'client-misconfigured',
  // A fresh token that is not taken yet: clocks differ, or the API is behind.
  refused: 'provider-unavailable',
  temporary: 'provider-unavailable',
};
