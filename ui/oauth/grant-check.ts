import { signal } from '@preact/signals';
import { isOAuthCheck } from '../../contract/check.ts';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthCheck } from '../../contract/oauth.ts';
import { checkInbox } from '../api.ts';
import { askProvidersAgain } from './providers.ts';

/** A check of an inbox's grant. */
export type GrantCheck =
  | { kind: 'idle' }
  | { kind: 'checking' }
  | { kind: 'done'; check: OAuthCheck }
  | { kind: 'refused'; error: unknown };

export type GrantChecker = ReturnType<typeof grantChecker>;

type Access = { newest: () => Promise<Inbox>; onNewer: (inbox: Inbox) => void };

/** Checks the grant of an inbox; the inbox then shows what was found. */
export const grantChecker = (org: string, id: string, { newest, onNewer }: Access) => {
  const state = signal<GrantCheck>({ kind: 'idle' });
  let leaving: AbortController | null = null;

  const ask = async (left: AbortSignal): Promise<GrantCheck> => {
    try {
      const check = await checkInbox(org, id, left);
      return isOAuthCheck(check) ? { kind: 'done', check } : { kind: 'idle' };
    } catch (error) {
      return { kind: 'refused', error };
    }
  };

  return {
    state,
    async check() {
      if (state.peek().kind === 'checking') return;
      state.value = { kind: 'checking' };
      const controller = new AbortController();
      leaving = controller;
      const found = await ask(controller.signal);
      if (controller.signal.aborted) return;
      const newer = await newest().catch(() => null);
      if (newer) onNewer(newer);
      state.value = found;
      askProvidersAgain(org);
    },
    /** The inbox has become another than was checked. */
    forget() {
      if (state.peek().kind !== 'checking') state.value = { kind: 'idle' };
    },
    dispose: () => leaving?.abort(),
  };
};

/** Whether the screen says already why the inbox does not work. */
export const saysFailure = (state: GrantCheck): boolean =>
  state.kind === 'done' && state.check.failure !== null;
