import type { Deps } from '../../deps.ts';
import { checksMessage } from './messages.ts';
import { deadLetters } from './tables.ts';

const MAX_BODY = 8000;

const bodyOf = (body: unknown): string => (JSON.stringify(body) ?? 'undefined').slice(0, MAX_BODY);

// An inbox that can't be checked is one letter, however often it was tried.
const nameOf = (id: string, body: unknown): string => {
  const parsed = checksMessage.safeParse(body);
  const [only, ...more] = parsed.data?.ids ?? [];
  return only === undefined || more.length > 0 ? id : `checks ${only}`;
};

/** Keeps what was given up, for the operator. */
export const takeDeadLetters = async (
  { db, now, log }: Deps,
  { messages }: MessageBatch,
): Promise<void> => {
  for (const { id, body } of messages) {
    log('error', 'dead-letter', { requestId: id });
    await db
      .insert(deadLetters)
      .values({ id: nameOf(id, body), body: bodyOf(body), at: now() })
      .onConflictDoUpdate({ target: deadLetters.id, set: { body: bodyOf(body), at: now() } });
  }
};
