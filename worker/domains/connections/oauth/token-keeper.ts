import type { AccessToken } from '../../../../contract/inbox-service.ts';
import type { Deps } from '../../../deps.ts';
import type { Purpose } from '../../../platform/tokens.ts';
import { backOff } from './back-off.ts';
import { providerNameOf } from './begin.ts';
import { type Refresh, refreshGrant, storeGrant } from './refresh.ts';
import { type Due, handedOut, storedToken } from './stored-token.ts';

const ATTEMPTS = 3;

/** `isNews`: the provider was asked for it, so that it answers whatever was asked meanwhile. */
type Answer = { token: AccessToken; isNews: boolean };
type Flight = { purpose: Purpose; answer: Promise<Answer> };

const news = (token: AccessToken): Answer => ({ token, isNews: true });
const known = (token: AccessToken): Answer => ({ token, isNews: false });

/**
 * Keeps one inbox's access token: hands out the stored one while it is good, and refreshes it where
 * not. Whoever asks meanwhile shares that refresh. What it stores it compares first, so that a slow
 * refresh undoes nothing that has been done to the inbox in between. Only a refusal of the grant
 * itself puts the inbox in error; anything temporary changes nothing, and is not tried again before a
 * pause that grows, unless an admin asks for a check.
 */
export const tokenKeeper = (deps: Deps, inboxId: string) => {
  const pause = backOff(deps.now);

  // What a provider that rotates has given and the database did not take: there is no other copy.
  let unsaved: Due | null = null;

  const told = (refresh: Refresh): Answer | 'outdated' => {
    unsaved = refresh.kind === 'unsaved' ? { ok: true, ...refresh } : null;
    switch (refresh.kind) {
      case 'outdated':
        return 'outdated';
      case 'failed':
        return news(pause.after(refresh));
      case 'refused':
        pause.over();
        return news({ ok: false, reason: 'oauth_refresh_failed', detail: refresh.detail });
      default:
        pause.over();
        return news(handedOut(refresh.row, refresh.grant));
    }
  };

  const refreshed = async ({ row, grant }: Due, purpose: Purpose): Promise<Answer | 'outdated'> => {
    if (unsaved?.row.credentialsEncrypted === row.credentialsEncrypted) {
      const stored = await storeGrant(deps, row, grant, unsaved.grant);
      if (stored.kind === 'unsaved') return told(stored);
      unsaved = null;
      // By now it may have run out: it is read anew as any other.
      return 'outdated';
    }
    const paused = purpose === 'check' ? null : pause.left();
    if (paused !== null) return known(paused);
    return told(await refreshGrant(deps, providerNameOf(row), row, grant));
  };

  const get = async (purpose: Purpose): Promise<Answer> => {
    let asked = purpose;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stored = await storedToken(deps, inboxId, asked);
      if ('token' in stored) return known(stored.token);
      const answer = await refreshed(stored.due, asked);
      if (answer !== 'outdated') return answer;
      // Somebody has connected, disconnected or refreshed it meanwhile: theirs is the newest.
      asked = 'use';
    }
    return known(pause.after({ reason: 'provider-unavailable', detail: 'too-many-changes' }));
  };

  let flight: Flight | null = null;

  const getAfter = async (before: Flight | null, purpose: Purpose): Promise<Answer> => {
    const last = await before?.answer.catch(() => null);
    return last?.isNews ? last : get(purpose);
  };

  const fly = (purpose: Purpose): Promise<Answer> => {
    if (flight?.purpose === purpose) return flight.answer;
    const own = { purpose, answer: getAfter(flight, purpose) };
    flight = own;
    const land = () => {
      if (flight === own) flight = null;
    };
    own.answer.then(land, land);
    return own.answer;
  };

  return async (purpose: Purpose): Promise<AccessToken> => {
    const meanwhile = flight;
    if (purpose !== 'use' || meanwhile === null || meanwhile.purpose === 'use') {
      return (await fly(purpose)).token;
    }
    // A token that is good need not wait for what a check finds, nor fail with it.
    const stored = await storedToken(deps, inboxId, 'use');
    return 'token' in stored ? stored.token : (await meanwhile.answer).token;
  };
};
