import { signal } from '@preact/signals';
import type { CheckResult } from '../../contract/check.ts';
import { codeOf } from '../problem-error.ts';

export type Progress = { key: string; total: number; done: number; back: number };

/** Checking the inboxes of one group. One group at a time. */
export type CheckAll =
  | { kind: 'idle' }
  | ({ kind: 'checking' } & Progress)
  /** Stopped by the person, or by what will stop every further check too. */
  | ({ kind: 'stopped'; error: unknown } & Progress)
  | ({ kind: 'done' } & Progress);

export type AllChecker = ReturnType<typeof allChecker>;

type Check = (id: string, signal: AbortSignal) => Promise<CheckResult>;

/** Few enough to leave room for whoever tests by hand. */
const AT_ONCE = 3;

/** Problems of one inbox alone: the others may well be checked. */
const OWN = new Set(['not-found', 'not-connected', 'inbox-archived', 'credentials-unreadable']);

const isOwn = (error: unknown) => {
  const code = codeOf(error);
  return code !== undefined && OWN.has(code);
};

/** Checks several inboxes, a few at a time, and counts those that work again. */
export const allChecker = (check: Check) => {
  const state = signal<CheckAll>({ kind: 'idle' });
  let running: AbortController | null = null;

  const count = (isBack: boolean) => {
    const { value } = state;
    if (value.kind !== 'checking') return;
    state.value = { ...value, done: value.done + 1, back: value.back + (isBack ? 1 : 0) };
  };
  const halt = (error: unknown) => {
    const { value } = state;
    running?.abort();
    if (value.kind === 'checking') state.value = { ...value, kind: 'stopped', error };
  };
  const one = async (id: string, left: AbortSignal) => {
    try {
      const { ok } = await check(id, left);
      count(ok);
    } catch (error) {
      if (left.aborted) return;
      if (isOwn(error)) count(false);
      else halt(error);
    }
  };

  return {
    state,
    /** Ends when all are checked, or when it is stopped. */
    async run(key: string, ids: readonly string[]): Promise<void> {
      if (state.peek().kind === 'checking') return;
      const controller = new AbortController();
      running = controller;
      state.value = { kind: 'checking', key, total: ids.length, done: 0, back: 0 };
      const waiting = [...ids];
      const work = async () => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
          if (controller.signal.aborted) return;
          await one(id, controller.signal);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      const { value } = state;
      if (value.kind === 'checking') state.value = { ...value, kind: 'done' };
    },
    stop: () => halt(null),
  };
};

const inboxes = (count: number) => (count === 1 ? '1 inbox' : `${count} inboxes`);

/** How far it is, or how it ended; `null` where nobody has begun. */
export const progressWords = (state: CheckAll): string | null => {
  if (state.kind === 'idle') return null;
  const { done, total, back } = state;
  if (state.kind === 'checking') return `${done} of ${total} checked, ${back} came back.`;
  const seen = state.kind === 'done' ? inboxes(total) : `${done} of ${inboxes(total)}`;
  const began = state.kind === 'done' ? `Checked ${seen}` : `Stopped after ${seen}`;
  if (back === 0) return `${began}: none came back.`;
  return state.kind === 'done' && back === total
    ? `${began}: all came back.`
    : `${began}: ${back} came back.`;
};
