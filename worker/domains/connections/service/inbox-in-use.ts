import { eq } from 'drizzle-orm';
import type { NothingThere } from '../../../../contract/inbox-service.ts';
import type { Deps } from '../../../deps.ts';
import { lifeOf } from '../../inboxes/inbox.ts';
import { type InboxRow, inboxes } from '../../inboxes/tables.ts';

type InUse = { ok: true; row: InboxRow } | NothingThere;

/** An inbox that mail may be fetched for and sent from, by its id alone: of any tenant. */
export const inboxInUse = async ({ db }: Pick<Deps, 'db'>, id: string): Promise<InUse> => {
  const row = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
  if (row === undefined || lifeOf(row) === 'deleted') return { ok: false, reason: 'not-found' };
  if (lifeOf(row) === 'archived') return { ok: false, reason: 'inbox-archived' };
  return { ok: true, row };
};
