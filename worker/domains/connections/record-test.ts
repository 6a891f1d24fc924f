import { and, eq, isNull } from 'drizzle-orm';
import type { TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { Deps } from '../../deps.ts';
import { audited } from '../audit/audited.ts';
import { checkFailed, connected } from '../inboxes/inbox.ts';
import { inboxById } from '../inboxes/queries.ts';
import { type InboxRow, inboxes } from '../inboxes/tables.ts';
import type { Who } from '../tenants/session.ts';
import { failureCodes, testSaid } from './tell-test.ts';

type Tested = { request: ConnectorTestRequest; result: TestResult | null };

const nothing = { statements: [], events: [], answer: undefined } as const;

/** Tells in the audit chain that somebody tested servers for an inbox; nothing else is stored. */
export const recordTest = (
  deps: Deps,
  who: Who,
  id: string,
  { request, result }: Tested,
): Promise<void> =>
  audited(deps, who, [inboxById(deps.db, who.tenant, id)], ([[row]]) => {
    if (row === undefined) return nothing;
    const changes = testSaid(request, result);
    const inbox = { id, name: row.name };
    return { ...nothing, events: [{ action: 'inbox.tested', inbox, changes }] };
  });

const found = ({ db, now }: Deps, row: InboxRow, result: TestResult) =>
  db
    .update(inboxes)
    .set(result.ok ? connected(row, now()) : checkFailed(row, failureCodes(result), now()))
    .where(
      and(
        eq(inboxes.tenant, row.tenant),
        eq(inboxes.id, row.id),
        eq(inboxes.credentialsVersion, row.credentialsVersion),
        isNull(inboxes.archivedAt),
      ),
    );

/**
 * Writes what a check on stored credentials found, and tells of it. What it found of credentials that
 * are no longer the stored ones, or of an inbox that was archived meanwhile, changes nothing.
 */
export const recordCheck = (
  deps: Deps,
  who: Who,
  checked: InboxRow,
  { request, result }: { request: ConnectorTestRequest; result: TestResult },
): Promise<void> =>
  audited(deps, who, [inboxById(deps.db, who.tenant, checked.id)], ([[row]]) => {
    if (row === undefined) return nothing;
    const isCurrent = row.credentialsVersion === checked.credentialsVersion;
    return {
      statements: isCurrent ? [found(deps, row, result)] : [],
      events: [
        {
          action: 'inbox.checked',
          inbox: { id: row.id, name: row.name },
          changes: testSaid(request, result),
        },
      ],
      answer: undefined,
    };
  });
