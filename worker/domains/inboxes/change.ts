import type { z } from 'zod';
import type { inboxChange } from '../../../contract/inbox.ts';
import type { Deps } from '../../deps.ts';
import { changesBetween } from '../audit/changes.ts';
import type { Who } from '../tenants/session.ts';
import { alter } from './alter.ts';
import { requireNoLoop } from './loop.ts';
import type { KnownInbox } from './queries.ts';
import { searchTextOf } from './search-text.ts';
import type { InboxRow } from './tables.ts';

type Change = z.output<typeof inboxChange>;

const columnsOf = (
  { emailAddress, emailAddressKey }: InboxRow,
  { name, displayName, autoResponse }: Change,
): Partial<InboxRow> => ({
  ...(name !== undefined && {
    name,
    searchText: searchTextOf(name, emailAddress, emailAddressKey),
  }),
  ...(displayName !== undefined && { displayName: displayName || null }),
  ...(autoResponse && {
    autoResponseEnabled: autoResponse.enabled,
    autoResponseSubject: autoResponse.subject,
    autoResponseBody: autoResponse.body,
  }),
});

const fieldsOf = (row: Partial<InboxRow>) => ({
  name: row.name,
  displayName: row.displayName,
  'autoResponse.enabled': row.autoResponseEnabled,
  'autoResponse.subject': row.autoResponseSubject,
  'autoResponse.body': row.autoResponseBody,
});

/**
 * Changes an inbox's names and its auto-response. Throws `not-found`, `changed-meanwhile`,
 * `inbox-archived` and `auto-response-loop`.
 */
export const changeInbox = (
  deps: Deps,
  who: Who,
  id: string,
  change: Change,
  seen: number | undefined,
): Promise<KnownInbox> =>
  alter(deps, who, { id, action: 'change', seen }, [], async (inbox) => {
    const columns = columnsOf(inbox.row, change);
    const row = { ...inbox.row, ...columns };
    const changes = changesBetween(fieldsOf(inbox.row), fieldsOf(row));
    if (changes.length === 0) return null;
    if (!inbox.row.autoResponseEnabled) await requireNoLoop(deps, { ...inbox, row });
    return { change: columns, event: { action: 'inbox.changed', changes } };
  });
