import { and, desc, eq } from 'drizzle-orm';
import {
  type OAuthProvider,
  type OAuthProviderStates,
  oauthProviders,
} from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { aadstsOf } from '../../../platform/oauth/aadsts.ts';
import type { GrantFailure } from '../../../platform/oauth/grant-failure.ts';
import { oauthTroubles, type troubledParts } from '../tables.ts';

// Of Microsoft's words only these are about our client itself: a secret that is wrong, has expired or is
// missing, a key that is. An organization that has removed or disabled our app is no trouble of others.
const ABOUT_OUR_CLIENT = new Set(['7000215', '7000222', '7000218', '700025', '700027']);

const isOfAll = (reason: string): boolean => {
  const number = aadstsOf(reason);
  return number === null || ABOUT_OUR_CLIENT.has(number);
};

type Answered = { ok: true } | { ok: false; kind: GrantFailure['kind'] | 'denied'; reason: string };

/**
 * Remembers that a provider refuses us ourselves, for the operator, until that part works again. Only
 * what its token endpoint or its API has answered counts: what comes with a browser, anybody can make
 * up.
 */
export const noteTrouble = async (
  { db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>,
  provider: OAuthProvider,
  part: (typeof troubledParts)[number],
  answered: Answered,
): Promise<void> => {
  // Whoever refuses a person has listened to us.
  if (answered.ok || answered.kind === 'denied') {
    const itself = and(eq(oauthTroubles.provider, provider), eq(oauthTroubles.part, part));
    await db.delete(oauthTroubles).where(itself);
    return;
  }
  const { kind, reason } = answered;
  if (kind !== 'ours' || !isOfAll(reason)) return;
  log('error', 'oauth-client-refused', { code: `${provider} ${part}`, reason });
  const trouble = { provider, part, reason, since: now() };
  const target = [oauthTroubles.provider, oauthTroubles.part];
  await db.insert(oauthTroubles).values(trouble).onConflictDoUpdate({ target, set: { reason } });
};

/** What this deployment can sign in at, and what its operator has to mend. */
export const providerStates = async ({
  db,
  oauth,
}: Pick<Deps, 'db' | 'oauth'>): Promise<OAuthProviderStates> => {
  const troubles = await db.select().from(oauthTroubles).orderBy(desc(oauthTroubles.part));
  const troubleOf = (provider: OAuthProvider) => {
    const found = troubles.find((one) => one.provider === provider);
    return found ? { reason: found.reason, since: found.since.toISOString() } : null;
  };
  return {
    providers: oauthProviders.map((provider) => ({
      provider,
      configured: oauth(provider) !== null,
      trouble: troubleOf(provider),
    })),
  };
};
