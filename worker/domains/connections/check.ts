import type { CheckResult } from '../../../contract/check.ts';
import type { TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import type { AskOptions } from '../../platform/connector.ts';
import { requireAllowed } from '../inboxes/alter.ts';
import { findInbox } from '../inboxes/queries.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import { afterCheckByHand } from '../inboxes/trouble.ts';
import type { Who } from '../tenants/session.ts';
import { checkAsked } from './ask.ts';
import { findingOf } from './finding.ts';
import { checkGrant } from './oauth/check.ts';
import { clearOutages, noteOutage } from './outages.ts';
import { recordFound } from './record-found.ts';
import { runTest } from './run-test.ts';
import { testSaid } from './tell-test.ts';

/** Writes what a check of an inbox's mail servers found, and tells of it. */
export const recordServerCheck = (
  deps: Deps,
  who: Who,
  row: InboxRow,
  { request, result }: { request: ConnectorTestRequest; result: TestResult },
): Promise<void> =>
  recordFound(deps, who, row.id, {
    credentialsVersion: row.credentialsVersion,
    change: (current) => afterCheckByHand(current, findingOf(request, result), deps.now()),
    changes: testSaid(request, result),
  });

const checkServers = async (
  deps: Deps,
  who: Who,
  row: InboxRow,
  options: AskOptions,
): Promise<TestResult> => {
  const request = await checkAsked(deps, row);
  const result = await runTest(deps, request, options).catch(async (error: unknown) => {
    const isOut = error instanceof ProblemError && error.code === 'connector-unavailable';
    if (isOut) await noteOutage(deps, 'connector');
    throw error;
  });
  await clearOutages(deps, result.ok ? ['connector', 'network'] : ['connector']);
  await recordServerCheck(deps, who, row, { request, result });
  return result;
};

/**
 * Tests an inbox's stored credentials now, its mail servers or its grant. Throws `not-connected`,
 * `inbox-archived`, `credentials-unreadable`.
 */
export const checkInbox = async (
  deps: Deps,
  who: Who,
  id: string,
  options: AskOptions,
): Promise<CheckResult> => {
  const row = await findInbox(deps.db, who.tenant, id);
  requireAllowed(row, 'check');
  return row.connectionType === 'imap'
    ? checkServers(deps, who, row, options)
    : checkGrant(deps, who, row);
};
