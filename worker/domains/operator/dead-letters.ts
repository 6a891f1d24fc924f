import { eq } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { checksMessage } from '../health/messages.ts';
import { deadLetters } from '../health/tables.ts';
import { resealMessage } from '../keys/rotation.ts';

type Queues = Deps['queues'];
type Meant = { queue: keyof Queues; body: unknown };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Which queue a message came from, and what it asked for; `undefined` for one that is not ours. */
export const meantBy = (text: string): Meant | undefined => {
  const body = parsed(text);
  const checks = checksMessage.safeParse(body);
  // Its run is long over: the inboxes are checked apart from it.
  if (checks.success) return { queue: 'checks', body: { ...checks.data, part: null, tries: 0 } };
  const reseal = resealMessage.safeParse(body);
  return reseal.success ? { queue: 'jobs', body: reseal.data } : undefined;
};

/** Forgets a dead letter. Throws `not-found` for one that is gone. */
export const discardDeadLetter = async ({ db }: Pick<Deps, 'db'>, id: string): Promise<void> => {
  const gone = await db
    .delete(deadLetters)
    .where(eq(deadLetters.id, id))
    .returning({ id: deadLetters.id });
  if (gone.length === 0) throw new ProblemError('not-found');
};

/**
 * Puts a dead letter back on the queue that it came from. Should it be asked for twice at once, it is
 * there twice, which is harmless: messages are taken at least once. Throws `not-found`, and
 * `unknown-message` for what asks nothing that is known.
 */
export const retryDeadLetter = async (
  { db, queues }: Pick<Deps, 'db' | 'queues'>,
  id: string,
): Promise<void> => {
  const letter = await db.select().from(deadLetters).where(eq(deadLetters.id, id)).get();
  if (letter === undefined) throw new ProblemError('not-found');
  const meant = meantBy(letter.body);
  if (meant === undefined) throw new ProblemError('unknown-message');
  // First sent, then removed: what stops in between leaves a letter too many, not one too few.
  await queues[meant.queue].send([meant.body]);
  await db.delete(deadLetters).where(eq(deadLetters.id, id));
};
