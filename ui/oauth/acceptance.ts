import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthResult } from '../../contract/oauth.ts';
import { acceptOAuthResult, fetchInbox } from '../api.ts';
import { describe, type Message } from '../messages.ts';
import { codeOf, ProblemError } from '../problem-error.ts';

/** Taking what was really signed in to: asked about first where it is grave, refused in place. */
export type AcceptanceState =
  | { kind: 'open' }
  | { kind: 'asking' }
  | { kind: 'accepting' }
  | { kind: 'refused'; error: unknown };

export type Acceptance = ReturnType<typeof acceptance>;

// Somebody else was quicker: what stands on the page is no longer so.
const newestOf = (org: string, id: string): Promise<Inbox | null> =>
  fetchInbox(org, id).catch(() => null);

const acceptance = (org: string, inboxId: string, resultId: string) => {
  const state = signal<AcceptanceState>({ kind: 'open' });
  return {
    state,
    ask() {
      state.value = { kind: 'asking' };
    },
    close() {
      state.value = { kind: 'open' };
    },
    /** Gives the inbox as it is then, where it was learned, and whether it was accepted. */
    async accept(): Promise<{ isDone: boolean; inbox: Inbox | null }> {
      if (state.peek().kind === 'accepting') return { isDone: false, inbox: null };
      state.value = { kind: 'accepting' };
      try {
        return { isDone: true, inbox: await acceptOAuthResult(org, inboxId, resultId) };
      } catch (error) {
        state.value = { kind: 'refused', error };
        const isOver = codeOf(error) === 'sign-in-over';
        return { isDone: false, inbox: isOver ? await newestOf(org, inboxId) : null };
      }
    },
  };
};

/** Lets a person accept a result. */
export const useAcceptance = (org: string, inboxId: string, { id }: OAuthResult): Acceptance =>
  useMemo(() => acceptance(org, inboxId, id), [org, inboxId, id]);

/** Whether there is no use in accepting once more. */
export const isOver = (state: AcceptanceState): boolean =>
  state.kind === 'refused' && codeOf(state.error) === 'sign-in-over';

/** Why a result could not be accepted; only the server knows which inbox has the address. */
export const refusalWords = (error: unknown): Message => {
  const message = describe(error);
  const isTaken = error instanceof ProblemError && codeOf(error) === 'address-taken';
  const holder = isTaken ? error.problem.errors?.[0]?.detail : undefined;
  return holder === undefined ? message : { ...message, advice: holder };
};
