import { useEffect } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';

/** What has become of an inbox. */
export type InboxChanged = { kind: 'changed'; inbox: Inbox } | { kind: 'deleted'; id: string };

/** That, or that what the screen shows of the workspace no longer holds. */
export type Change = InboxChanged | { kind: 'outdated' };

type Listener = (change: Change) => void;

const listeners = new Set<Listener>();

/** Tells whichever screen is open: an undo may come when another is than the one it began on. */
export const announce = (change: Change) => {
  for (const listener of [...listeners]) listener(change);
};

/** Hears of every change made through an inbox's actions while the screen is open. */
export const useChanges = (listener: Listener) => {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  });
};
