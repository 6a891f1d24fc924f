import type { TestResult } from '../../../contract/connection-test.ts';
import type { Deps } from '../../deps.ts';
import type { TestOptions } from '../../platform/connector.ts';
import { requireAllowed } from '../inboxes/alter.ts';
import { findInbox } from '../inboxes/queries.ts';
import type { Who } from '../tenants/session.ts';
import { checkAsked } from './ask.ts';
import { recordCheck } from './record-test.ts';
import { runTest } from './run-test.ts';

/** Tests an inbox's stored credentials now. Throws `not-connected`, `inbox-archived`, `credentials-unreadable`. */
export const checkInbox = async (
  deps: Deps,
  who: Who,
  id: string,
  options: TestOptions,
): Promise<TestResult> => {
  const row = await findInbox(deps.db, who.tenant, id);
  requireAllowed(row, 'check');
  const request = await checkAsked(deps, row);
  const result = await runTest(deps, request, options);
  await recordCheck(deps, who, row, { request, result });
  return result;
};
