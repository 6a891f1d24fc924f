import { signal } from '@preact/signals';

const TICK_MS = 15_000;

let ticking: ReturnType<typeof setInterval> | undefined;

/** The time as far as words like “12 minutes ago” need it. It goes on while something on the screen reads it. */
export const clock = signal(new Date(), {
  watched() {
    clock.value = new Date();
    ticking = setInterval(() => {
      clock.value = new Date();
    }, TICK_MS);
  },
  unwatched() {
    clearInterval(ticking);
  },
});
