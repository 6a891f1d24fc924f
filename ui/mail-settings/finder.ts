import { type Signal, signal } from '@preact/signals';
import { findMailSettings } from '../api.ts';
import { completeAddress, idle, isAbout, type Search } from './search.ts';

// Longer than between two keys, shorter than the way to the next button.
const TYPING_PAUSE_MS = 400;

export type SettingsFinder = ReturnType<typeof settingsFinder>;

/** Searches for the mail servers of one address at a time; an answer for an earlier one is dropped. */
export const settingsFinder = (org: string, find: typeof findMailSettings = findMailSettings) => {
  const state: Signal<Search> = signal(idle);
  let running: AbortController | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const leave = () => {
    clearTimeout(pause);
    running?.abort();
    running = null;
  };

  const search = async (address: string) => {
    leave();
    const controller = new AbortController();
    running = controller;
    const { signal } = controller;
    state.value = { kind: 'searching', address };
    const ended = await find(org, address, signal).then(
      (settings): Search => ({ kind: 'found', address, settings }),
      (error: unknown): Search => ({ kind: 'failed', address, error }),
    );
    if (!signal.aborted) state.value = ended;
  };

  return {
    state,
    search,
    /** Searches for what is being typed, once it is a whole address and the typing pauses. */
    follow(typed: string) {
      const address = completeAddress(typed);
      if (address !== null && isAbout(state.peek(), address)) return;
      leave();
      state.value = idle;
      if (address !== null) pause = setTimeout(() => void search(address), TYPING_PAUSE_MS);
    },
    /** Searches now, unless that is known, being searched for, or was cancelled. */
    async ensure(address: string) {
      if (!isAbout(state.peek(), address)) await search(address);
    },
    cancel() {
      const search = state.peek();
      if (search.kind !== 'searching') return;
      leave();
      state.value = { kind: 'cancelled', address: search.address };
    },
    dispose: leave,
  };
};
