import type { Calls } from './calls.ts';
import type { Endpoints, ProviderName } from './endpoints.ts';
import type { Faults } from './faults.ts';
import type { Grants } from './grants.ts';
import type { Keys } from './keys.ts';
import type { Settings } from './settings.ts';
import type { TenantConsents } from './tenant-consents.ts';

/** What both providers stand on. */
export type World = {
  settings: Settings;
  /** Known once the server listens. */
  endpoints: () => Endpoints;
  now: () => number;
  grants: Grants;
  tenantConsents: TenantConsents;
  faults: Faults;
  calls: Calls;
  keys: Record<ProviderName, Keys>;
};
