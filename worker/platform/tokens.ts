import type { AccessToken } from '../../contract/inbox-service.ts';

/**
 * Why a token is asked for: `use` (one that is still good will do), `doubt` (the provider's API has
 * refused the one we have), `check` (to see whether the provider still gives one).
 */
export type Purpose = 'use' | 'doubt' | 'check';

/** Gives an inbox's access token, refreshed where need be; one refresh at a time, whoever asks. */
export type Tokens = (inboxId: string, purpose: Purpose) => Promise<AccessToken>;

/** The Durable Objects behind it, one an inbox. */
export type TokenKeepers = {
  getByName(name: string): { accessToken(inboxId: string, purpose: Purpose): Promise<AccessToken> };
};

/** Asks the inbox's own Durable Object. */
export const createTokens =
  (keepers: TokenKeepers): Tokens =>
  (inboxId, purpose) =>
    keepers.getByName(inboxId).accessToken(inboxId, purpose);
