import { type DeletionPreview, MAX_TRANSFER_TARGETS } from '../../../contract/deletion.ts';
import type { Database } from '../../platform/database.ts';
import { openTicketsOf } from '../tickets/open-tickets.ts';
import { autoResponseOf } from './present.ts';
import { activeInboxesBut, inboxReads, known } from './queries.ts';

/** What would go with an inbox, and which inboxes could take its tickets. Throws `not-found`. */
export const previewDeletion = async (
  db: Database,
  tenant: string,
  id: string,
  q: string | undefined,
): Promise<DeletionPreview> => {
  const [rows, aliasRows, [tickets], transferTargets] = await db.batch([
    ...inboxReads(db, tenant, id),
    openTicketsOf(db, { tenant, inbox: id }),
    activeInboxesBut(db, tenant, id, { q, limit: MAX_TRANSFER_TARGETS }),
  ]);
  const { row, aliases } = known(rows, aliasRows);
  const autoResponse = autoResponseOf(row);
  const byName = transferTargets.sort((one, other) => one.name.localeCompare(other.name));
  const isWritten = autoResponse.subject !== '' || autoResponse.body !== '';
  return {
    openTickets: tickets?.open ?? 0,
    aliases: aliases.map(({ emailAddress }) => emailAddress),
    autoResponse: isWritten ? autoResponse : null,
    transferTargets: byName,
  };
};
