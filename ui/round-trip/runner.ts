import { type Signal, signal } from '@preact/signals';
import { sendRoundTrip } from '../api.ts';
import * as model from './model.ts';

export type RoundTripRunner = ReturnType<typeof roundTripRunner>;

/** Sends test messages through one inbox, one at a time; it goes on until it is stopped or disposed of. */
export const roundTripRunner = (
  org: string,
  inboxId: string,
  send: typeof sendRoundTrip = sendRoundTrip,
) => {
  const state: Signal<model.Trip> = signal({ kind: 'idle' });
  let running: AbortController | null = null;
  const change = (next: (trip: model.Trip) => model.Trip) => {
    state.value = next(state.peek());
  };

  return {
    state,
    async start(): Promise<void> {
      if (state.peek().kind === 'running') return;
      const controller = new AbortController();
      running = controller;
      const { signal } = controller;
      state.value = model.begin();
      try {
        for await (const event of send(org, inboxId, signal)) {
          if (signal.aborted) return;
          change((trip) => model.hear(trip, event));
        }
        if (!signal.aborted) change(model.interrupt);
      } catch (error) {
        if (!signal.aborted) state.value = model.refuse(error, Date.now());
      }
    },
    /** Stops waiting; a message that was sent is not called back. */
    stop() {
      running?.abort();
      change(model.stop);
    },
    dispose: () => running?.abort(),
  };
};
