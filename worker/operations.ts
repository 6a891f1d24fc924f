import { connectionOperations } from './operations/connections.ts';
import { healthOperations } from './operations/health.ts';
import { inboxOperations } from './operations/inboxes.ts';
import { oauthOperations } from './operations/oauth.ts';
import type { Operation } from './operations/operation.ts';
import { operatorOperations } from './operations/operator.ts';
import { tenantOperations } from './operations/tenants.ts';

/** Every route of the API. A test holds that the app has no other and all of these. */
export const operations: Operation[] = [
  ...tenantOperations,
  ...inboxOperations,
  ...connectionOperations,
  ...oauthOperations,
  ...healthOperations,
  ...operatorOperations,
];
