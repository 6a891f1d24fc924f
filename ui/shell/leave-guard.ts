import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

type Guard = {
  isDirty: () => boolean;
  /** Paths between which nothing is lost, such as the tabs of one screen. */
  keeps: (path: string) => boolean;
  /** What is to be forgotten once the person has decided to leave. */
  onLeave?: () => void;
};

/** Where a person wants to go while something is unsaved; the question is on the screen. */
export const wantsToLeave = signal<string | null>(null);

let guard: Guard | null = null;
let here = '';

const blocks = (path: string) => guard?.isDirty() === true && !guard.keeps(path);

const stay = (event: Event, url: string) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  wantsToLeave.value = url;
};

const onClick = (event: MouseEvent) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0)
    return;
  const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
  if (!link || link.origin !== location.origin || link.target || link.hash) return;
  if (blocks(link.pathname)) stay(event, link.pathname + link.search);
};

// The browser has already gone back when it tells: put the address back, then ask.
const onPopState = (event: PopStateEvent) => {
  if (!blocks(location.pathname)) {
    here = location.href;
    return;
  }
  const wanted = location.pathname + location.search;
  history.pushState(null, '', here);
  stay(event, wanted);
};

const onBeforeUnload = (event: BeforeUnloadEvent) => {
  if (guard?.isDirty()) event.preventDefault();
};

/** Has to run before the router's own listeners. */
export const watchLeaving = () => {
  addEventListener('click', onClick, { capture: true });
  addEventListener('popstate', onPopState, { capture: true });
};

export const leaveAnyway = (): string => {
  const url = wantsToLeave.peek() ?? '/';
  guard?.onLeave?.();
  guard = null;
  wantsToLeave.value = null;
  return url;
};

export const stayHere = () => {
  wantsToLeave.value = null;
};

/** Asks before what is unsaved on this screen gets lost. */
export const useLeaveGuard = (own: Guard) => {
  useEffect(() => {
    guard = own;
    here = location.href;
    addEventListener('beforeunload', onBeforeUnload);
    return () => {
      if (guard === own) guard = null;
      removeEventListener('beforeunload', onBeforeUnload);
    };
  });
};
