import type { TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { Deps } from '../../deps.ts';
import { audited } from '../audit/audited.ts';
import { inboxById } from '../inboxes/queries.ts';
import type { Who } from '../tenants/session.ts';
import { testSaid } from './tell-test.ts';

type Tested = { request: ConnectorTestRequest; result: TestResult | null };

/** Tells in the audit chain that somebody tested servers for an inbox; nothing else is stored. */
export const recordTest = (
  deps: Deps,
  who: Who,
  id: string,
  { request, result }: Tested,
): Promise<void> =>
  audited(deps, who, [inboxById(deps.db, who.tenant, id)], ([[row]]) => {
    const nothing = { statements: [], events: [], answer: undefined } as const;
    if (row === undefined) return nothing;
    const changes = testSaid(request, result);
    const inbox = { id, name: row.name };
    return { ...nothing, events: [{ action: 'inbox.tested', inbox, changes }] };
  });
