import { useEffect, useRef } from 'preact/hooks';

const PERIOD_MS = 60_000;

/** Does something every minute while the page is looked at, and at once when somebody comes back to it. */
export const useWhileVisible = (action: () => void) => {
  const newest = useRef(action);
  newest.current = action;
  useEffect(() => {
    const act = () => {
      if (document.visibilityState === 'visible') newest.current();
    };
    const ticking = setInterval(act, PERIOD_MS);
    const gone = new AbortController();
    document.addEventListener('visibilitychange', act, { signal: gone.signal });
    return () => {
      clearInterval(ticking);
      gone.abort();
    };
  }, []);
};
