import type { ConnectionForm } from './form.ts';

type Handover = { form: ConnectionForm; error: unknown };

const waiting = new Map<string, Handover>();

/**
 * Gives what was typed for a new inbox to that inbox's own page, when the inbox was made but its
 * connection could not be stored. In memory only: it holds passwords.
 */
export const handOver = (inboxId: string, handover: Handover) => {
  waiting.set(inboxId, handover);
};

/** Takes it; it is there once. */
export const takeOver = (inboxId: string): Handover | undefined => {
  const handover = waiting.get(inboxId);
  waiting.delete(inboxId);
  return handover;
};
