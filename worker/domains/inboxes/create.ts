import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { addressKey } from '../../../contract/email-address.ts';
import type { inboxCreation } from '../../../contract/inbox.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { violatesUnique } from '../../platform/database.ts';
import { checkSlot } from './inbox.ts';
import { findInbox, planHasRoom } from './queries.ts';
import { type InboxRow, inboxes } from './tables.ts';

/**
 * Creates an inbox, not yet connected. The plan's limit is asked by the inserting statement itself,
 * so that requests at the same time can't exceed it together. Throws `inbox-limit-reached` and
 * `address-taken`.
 */
export const createInbox = async (
  { db, now, newId }: Deps,
  tenant: string,
  { name, displayName, emailAddress, connectionType }: z.output<typeof inboxCreation>,
): Promise<InboxRow> => {
  const id = newId('inb');
  const at = now().getTime();
  const key = addressKey(emailAddress);
  const inserted = await db
    .run(
      sql`insert into ${inboxes}
            (id, tenant, name, display_name, email_address, email_address_key, connection_type,
             check_slot, created_at, updated_at)
          select ${id}, ${tenant}, ${name}, ${displayName || null}, ${emailAddress}, ${key},
                 ${connectionType}, ${checkSlot(id)}, ${at}, ${at}
          where ${planHasRoom(db, tenant)}`,
    )
    .catch((error: unknown) => {
      if (!violatesUnique(error, 'inboxes.tenant, inboxes.email_address_key')) throw error;
      throw new ProblemError('address-taken', {
        errors: [{ pointer: '#/emailAddress', detail: 'Another inbox already uses this address.' }],
      });
    });
  if (inserted.meta.changes === 0) throw new ProblemError('inbox-limit-reached');
  return findInbox(db, tenant, id);
};
