const LOOK_EVERY_MS = 500;

/**
 * Waits until the clock says so; `false` where `signal` ended it first. A tab in the background has its
 * timers slowed down, and a computer may have slept: so the clock is asked, again when the page is back.
 */
export const waitUntil = (
  at: number,
  signal: AbortSignal,
  page: EventTarget = document,
): Promise<boolean> =>
  new Promise((resolve) => {
    const over = new AbortController();
    const end = (isOver: boolean) => {
      clearInterval(timer);
      over.abort();
      resolve(isOver);
    };
    const look = () => {
      if (Date.now() >= at) end(true);
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    page.addEventListener('visibilitychange', look, { signal: over.signal });
    signal.addEventListener('abort', () => end(false), { signal: over.signal });
    if (signal.aborted) end(false);
    else look();
  });
