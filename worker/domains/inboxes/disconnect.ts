import type { Deps } from '../../deps.ts';
import type { Who } from '../tenants/session.ts';
import { alter } from './alter.ts';
import { formerServersOf } from './connection-view.ts';
import { readCredentials } from './credentials.ts';
import { disconnected } from './inbox.ts';
import type { KnownInbox } from './queries.ts';

/**
 * Destroys an inbox's credentials and keeps all else, the servers' names too. Throws `not-found` and
 * `changed-meanwhile`.
 */
export const disconnect = (
  deps: Deps,
  who: Who,
  id: string,
  seen: number | undefined,
): Promise<KnownInbox> =>
  alter(deps, who, { id, action: 'disconnect', seen }, [], async ({ row }) => {
    const stored = await readCredentials(deps.vault, row);
    const servers = stored.state === 'readable' ? formerServersOf(stored.credentials) : null;
    return {
      change: disconnected(row, servers, deps.now()),
      event: { action: 'inbox.disconnected' },
    };
  });
