import { env } from 'cloudflare:workers';
import type { AccessToken } from '../../contract/inbox-service.ts';
import { type Proof, proveMailbox } from '../platform/oauth/mailbox.ts';
import type { ProviderName } from '../platform/oauth/provider.ts';
import { createTokens } from '../platform/tokens.ts';
import { calls, providerCalled } from './identity-provider.ts';

type Token = Extract<AccessToken, { ok: true }>;

/** Asks the inbox's own Durable Object. */
export const askToken = createTokens(env.INBOX_TOKENS);

/** The token, where there is one. */
export const tokenOf = (answer: AccessToken): Token => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer;
};

/** What a token opens at the local provider. */
export const opens = (name: ProviderName, answer: AccessToken): Promise<Proof> =>
  proveMailbox((url, init) => fetch(url, init), providerCalled(name), tokenOf(answer).accessToken);

/** How often a provider was asked for a refresh. */
export const refreshes = async (name: ProviderName): Promise<number | undefined> =>
  (await calls())[name].refresh;
