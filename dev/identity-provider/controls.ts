import { type Account, isCalled } from './accounts.ts';
import { type Behaviour, behaviour } from './behaviour.ts';
import type { CallCounts } from './calls.ts';
import { type Fault, type FaultRequest, faultRequest } from './faults.ts';
import type { TenantConsent } from './tenant-consents.ts';
import type { World } from './world.ts';

/** What a test does to the providers, in this process or over HTTP. */
export type Controls = {
  /** Lets something go wrong; throws a ZodError where that can't happen. */
  addFault: (fault: FaultRequest) => Fault;
  faults: () => readonly Fault[];
  clearFaults: () => void;
  /** How often each endpoint was called. */
  calls: () => CallCounts;
  resetCalls: () => void;
  /** As a change of the password: every refresh token of the account is refused. Null: no such one. */
  revokeGrants: (account: string) => number | null;
  /** What administrators have granted to all of their tenants. */
  tenantConsents: () => TenantConsent[];
  /** As if no administrator had granted anything. */
  clearTenantConsents: () => void;
  /** Changes habits, for what is issued from now on. */
  behave: (changes: Partial<Behaviour>) => Behaviour;
  /** Every code and token issued so far. */
  secrets: () => string[];
};

const accountsCalled = ({ settings }: World, name: string): Account[] =>
  [...settings.accounts.google, ...settings.accounts.microsoft].filter((account) =>
    isCalled(account, name),
  );

export const createControls = (world: World): Controls => ({
  addFault: (fault) => world.faults.add(faultRequest.parse(fault)),
  faults: () => world.faults.list(),
  clearFaults: () => world.faults.clear(),
  calls: () => world.calls.read(),
  resetCalls: () => world.calls.reset(),
  revokeGrants(name) {
    const found = accountsCalled(world, name);
    if (found.length === 0) return null;
    return found.reduce((hit, { id }) => hit + world.grants.forbidRefresh(id), 0);
  },
  tenantConsents: () => world.tenantConsents.list(),
  clearTenantConsents: () => world.tenantConsents.clear(),
  behave: (changes) =>
    Object.assign(world.settings.behaviour, behaviour.partial().strict().parse(changes)),
  secrets: () => world.grants.secrets(),
});
