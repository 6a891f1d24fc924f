import type { Control } from './control.ts';
import type { Minute } from './orders.ts';

/** A run that was begun in its minute. */
export type Begun = Minute & { at: number; inboxes: number; parts: number };

const IDS_A_MESSAGE = 100;

/** Begins the next run; so many of its messages will be worked on. */
export const beginRun = async (control: Control, messages: number): Promise<Begun> => {
  await control.taken();
  await control.budget(messages);
  const at = control.nextRun();
  const minute = await control.minute(at);
  const [row] = await control.sql('select inboxes from check_slots where run = ?', [at]);
  if (!row) throw new Error('The run was not begun.');
  const inboxes = Number(row.inboxes);
  return { ...minute, at, inboxes, parts: Math.ceil(inboxes / IDS_A_MESSAGE) };
};
