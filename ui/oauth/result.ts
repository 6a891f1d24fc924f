import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { OAuthResult } from '../../contract/oauth.ts';
import { fetchOAuthResult } from '../api.ts';
import { codeOf } from '../problem-error.ts';

const PARAMETER = 'oauth';

/** How the sign-in ended that a page's address names; `missing` when that is no longer known. */
export type ResultState =
  | { kind: 'none' }
  | { kind: 'loading' }
  | { kind: 'shown'; result: OAuthResult }
  | { kind: 'missing' }
  | { kind: 'failed'; error: unknown };

/** An address without the result in it; all else stays. */
export const withoutResult = (path: string, query: Readonly<Record<string, string>>): string => {
  const rest = Object.entries(query).filter(([name]) => name !== PARAMETER);
  return rest.length > 0 ? `${path}?${new URLSearchParams(rest)}` : path;
};

const resultReader = (org: string, inboxId: string | undefined, id: string | undefined) => {
  const isNamed = Boolean(inboxId && id);
  const state: Signal<ResultState> = signal({ kind: isNamed ? 'loading' : 'none' });
  return {
    state,
    async load() {
      if (!inboxId || !id) return;
      state.value = { kind: 'loading' };
      try {
        state.value = { kind: 'shown', result: await fetchOAuthResult(org, inboxId, id) };
      } catch (error) {
        const isMissing = codeOf(error) === 'not-found';
        state.value = isMissing ? { kind: 'missing' } : { kind: 'failed', error };
      }
    },
  };
};

export type SignInResult = ReturnType<typeof useSignInResult>;

/** Reads the result of a sign-in from the page's address, where it stays until it is dismissed. */
export const useSignInResult = (org: string, inboxId: string | undefined) => {
  const { path, query, route } = useLocation();
  const id = query[PARAMETER];
  const reader = useMemo(() => resultReader(org, inboxId, id), [org, inboxId, id]);
  useEffect(() => {
    void reader.load();
  }, [reader]);
  return {
    state: reader.state.value,
    retry: () => void reader.load(),
    /** What had the focus goes; the page is where a person reads on. */
    dismiss() {
      route(withoutResult(path, query), true);
      document.getElementById('main')?.focus({ preventScroll: true });
    },
  };
};
