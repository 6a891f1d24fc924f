import { signal } from '@preact/signals';
import type { CheckResult } from '../../contract/check.ts';
import { checkInbox } from '../api.ts';
import { askTroublesAgain } from '../health/troubles.ts';
import { askProvidersAgain } from '../oauth/providers.ts';
import type { Access } from './inbox-form.ts';

/** A check of what is stored of an inbox, asked for from anywhere on its page. */
export type StoredCheck =
  | { kind: 'idle' }
  | { kind: 'checking' }
  | { kind: 'done'; result: CheckResult }
  | { kind: 'refused'; error: unknown };

export type StoredChecker = ReturnType<typeof storedChecker>;

/** Checks what is stored of an inbox; the inbox then shows what was found. */
export const storedChecker = (
  org: string,
  id: string,
  { newest, onNewer }: Pick<Access, 'newest' | 'onNewer'>,
) => {
  const state = signal<StoredCheck>({ kind: 'idle' });
  const leaving = new AbortController();

  const ask = async (): Promise<StoredCheck> => {
    try {
      return { kind: 'done', result: await checkInbox(org, id, leaving.signal) };
    } catch (error) {
      return { kind: 'refused', error };
    }
  };

  return {
    state,
    async check() {
      if (state.peek().kind === 'checking') return;
      state.value = { kind: 'checking' };
      const found = await ask();
      if (leaving.signal.aborted) return;
      const newer = await newest().catch(() => null);
      if (newer) onNewer(newer);
      state.value = found;
      void askTroublesAgain(org);
      askProvidersAgain(org);
    },
    /** What was found is told elsewhere by now, or no longer holds. */
    forget() {
      if (state.peek().kind !== 'checking') state.value = { kind: 'idle' };
    },
    dispose: () => leaving.abort(),
  };
};
