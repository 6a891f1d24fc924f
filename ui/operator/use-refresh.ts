import { useEffect } from 'preact/hooks';
import type { BoardControls } from './board.ts';
import { REFRESH_MS } from './model.ts';

const LOOK_AT_CLOCK_MS = 1000;

/** Looks again every half minute while the page is seen, and at once when it is seen again. */
export const useRefresh = ({ state, refresh }: BoardControls): void => {
  useEffect(() => {
    let triedAt = Date.now();
    const refreshIfOld = () => {
      const now = state.peek();
      if (document.visibilityState !== 'visible' || now.kind !== 'open') return;
      if (Date.now() - Math.max(now.seen.at, triedAt) < REFRESH_MS) return;
      triedAt = Date.now();
      void refresh();
    };
    const timer = setInterval(refreshIfOld, LOOK_AT_CLOCK_MS);
    document.addEventListener('visibilitychange', refreshIfOld);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfOld);
    };
  }, [state, refresh]);
};
