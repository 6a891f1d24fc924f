import { type Signal, signal } from '@preact/signals';
import type { OAuthStart } from '../../contract/oauth.ts';
import { beginOAuth } from '../api.ts';

/** A sign-in at a provider, from the press of the button until the browser has left. */
export type Beginning = { kind: 'idle' } | { kind: 'going' } | { kind: 'failed'; error: unknown };

/** Runs `action` when the person comes back to this very page, which the browser had put aside. */
export const onComeBack = (action: () => void): (() => void) => {
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) action();
  };
  addEventListener('pageshow', onPageShow);
  return () => removeEventListener('pageshow', onPageShow);
};

/** Sends the browser to the provider. The way back leads to `backTo`, where that is given. */
export const leaveFor = (authorizationUrl: string, backTo?: string) => {
  if (backTo !== undefined) history.replaceState(null, '', backTo);
  location.assign(authorizationUrl);
};

/** Begins sign-ins for one inbox. */
export const signInBeginner = (org: string, inboxId: string) => {
  const state: Signal<Beginning> = signal({ kind: 'idle' });
  return {
    state,
    async begin(start: OAuthStart) {
      if (state.peek().kind === 'going') return;
      state.value = { kind: 'going' };
      try {
        const { authorizationUrl } = await beginOAuth(org, inboxId, start);
        leaveFor(authorizationUrl);
      } catch (error) {
        state.value = { kind: 'failed', error };
      }
    },
    reset() {
      state.value = { kind: 'idle' };
    },
  };
};
