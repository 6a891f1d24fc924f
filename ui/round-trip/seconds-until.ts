import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { secondsLeft } from '../connection/countdown.ts';

const TICK_MS = 1000;

/** Counts down to a moment, a second at a time; `null` without one. */
export const useSecondsUntil = (until: number | null): number | null => {
  const now = useSignal(Date.now());
  useEffect(() => {
    now.value = Date.now();
    if (until === null) return;
    const ticking = setInterval(() => {
      now.value = Date.now();
      if (now.value >= until) clearInterval(ticking);
    }, TICK_MS);
    return () => clearInterval(ticking);
  }, [until]);
  return until === null ? null : secondsLeft(until, now.value);
};
