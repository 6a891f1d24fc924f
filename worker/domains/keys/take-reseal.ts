import type { Deps } from '../../deps.ts';
import { resealBatch } from './reseal-batch.ts';
import { type ResealMessage, resealMessage } from './rotation.ts';

/** Seals one batch anew and asks for the next. May be told the same twice: the second does nothing. */
export const takeReseal = async (deps: Deps, body: unknown): Promise<void> => {
  const asked = resealMessage.parse(body);
  const pass = await resealBatch(deps, asked);
  if (pass === undefined) return;
  const { keyId: code, cursor, resealed, unreadable, finishedAt } = pass;
  if (finishedAt === null) {
    const next: ResealMessage = { ...asked, cursor };
    await deps.queues.jobs.send([next]);
    return;
  }
  const reason = `${resealed} re-sealed, ${unreadable} do not open`;
  deps.log(unreadable > 0 ? 'warn' : 'info', 'resealed', { code, reason });
};
