import { and, eq, isNull } from 'drizzle-orm';
import type { TestResult } from '../../../contract/connection-test.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import type { TestOptions } from '../../platform/connector.ts';
import { checkFailed, connected } from '../inboxes/inbox.ts';
import { findInbox } from '../inboxes/queries.ts';
import { type InboxRow, inboxes } from '../inboxes/tables.ts';
import { checkAsked } from './ask.ts';
import { runTest } from './run-test.ts';

const failureCodes = ({ imap, smtp }: TestResult): FailureCode[] =>
  [imap, smtp].flatMap((part) => part?.failure?.code ?? []);

/** Writes what a check found, unless the credentials it tried are no longer the stored ones. */
const record = async ({ db, now }: Deps, row: InboxRow, result: TestResult): Promise<void> => {
  const at = now();
  await db
    .update(inboxes)
    .set(result.ok ? connected(row, at) : checkFailed(failureCodes(result), at))
    .where(
      and(
        eq(inboxes.tenant, row.tenant),
        eq(inboxes.id, row.id),
        eq(inboxes.credentialsVersion, row.credentialsVersion),
        isNull(inboxes.archivedAt),
        isNull(inboxes.deletedAt),
      ),
    );
};

/** Tests an inbox's stored credentials now. Throws `not-connected`, `inbox-archived`, `credentials-unreadable`. */
export const checkInbox = async (
  deps: Deps,
  tenant: string,
  id: string,
  options: TestOptions,
): Promise<TestResult> => {
  const row = await findInbox(deps.db, tenant, id);
  if (row.archivedAt !== null) throw new ProblemError('inbox-archived');
  const result = await runTest(deps, await checkAsked(deps, row), options);
  await record(deps, row, result);
  return result;
};
