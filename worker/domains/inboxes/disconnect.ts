import type { Revocation } from '../../../contract/oauth.ts';
import type { Deps } from '../../deps.ts';
import type { Who } from '../tenants/session.ts';
import { altering } from './alter.ts';
import { formerServersOf } from './connection-view.ts';
import { readCredentials } from './credentials.ts';
import { destroyedGrantOf, endPermission } from './end-permission.ts';
import { disconnected } from './inbox.ts';
import type { KnownInbox } from './queries.ts';

type Disconnected = { inbox: KnownInbox; revocation: Revocation | null };

/**
 * Destroys an inbox's credentials and keeps all else: the servers' names, or who had signed in. Then
 * ends the permission at the provider, if there is one. Throws `not-found` and `changed-meanwhile`.
 */
export const disconnect = async (
  deps: Deps,
  who: Who,
  id: string,
  seen: number | undefined,
): Promise<Disconnected> => {
  const asked = { id, action: 'disconnect', seen } as const;
  const { inbox, by } = await altering(deps, who, asked, [], async ({ row }) => {
    const stored = await readCredentials(deps.vault, row);
    const servers = stored.state === 'readable' ? formerServersOf(stored.credentials) : null;
    return {
      change: disconnected(row, servers, deps.now()),
      event: { action: 'inbox.disconnected' },
      destroyed: await destroyedGrantOf(deps, row),
    };
  });
  return { inbox, revocation: await endPermission(deps, who, by?.destroyed ?? null) };
};
