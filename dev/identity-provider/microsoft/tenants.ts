import type { MicrosoftAccount } from '../accounts.ts';
import type { World } from '../world.ts';

const ANY = ['common', 'organizations'];

const domainOf = ({ userPrincipalName }: MicrosoftAccount) => userPrincipalName.split('@').at(-1);

/** Who may sign in under a tenant's path: everybody, one tenant's people, or null for no such tenant. */
export const accountsOf = (
  { settings }: Pick<World, 'settings'>,
  tenant: string,
): MicrosoftAccount[] | null => {
  const everybody = settings.accounts.microsoft;
  if (ANY.includes(tenant)) return everybody;
  const wanted = tenant.toLowerCase();
  const own = everybody.filter(
    (account) => account.tid.toLowerCase() === wanted || domainOf(account) === wanted,
  );
  return own.length > 0 ? own : null;
};
