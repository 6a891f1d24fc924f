import { and, eq, isNotNull } from 'drizzle-orm';
import type { Revocation } from '../../../contract/oauth.ts';
import type { Deps } from '../../deps.ts';
import { describeError } from '../../platform/log.ts';
import { audited } from '../audit/audited.ts';
import { made } from '../audit/changes.ts';
import type { Who } from '../tenants/session.ts';
import { readGrant } from './grant.ts';
import { readAccount } from './oauth-account.ts';
import { type InboxRow, inboxes } from './tables.ts';

/** A grant whose tokens we are about to destroy: whose it was, and what revokes it. */
export type DestroyedGrant = { row: InboxRow; refreshToken: string | null };

const GOOGLE = 'https://myaccount.google.com/connections';
const MICROSOFT = 'https://myapps.microsoft.com/';
const MICROSOFT_PERSONAL = 'https://account.live.com/consent/Manage';

// The tenant that stands for all personal accounts.
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad:';

const manageUrlOf = ({ connectionType, providerSubject }: InboxRow): string => {
  if (connectionType === 'gmail') return GOOGLE;
  return providerSubject?.startsWith(PERSONAL) ? MICROSOFT_PERSONAL : MICROSOFT;
};

/** What there is to end at the provider once an inbox's credentials are gone; `null` for mail servers. */
export const destroyedGrantOf = async (
  { vault }: Pick<Deps, 'vault'>,
  row: InboxRow,
): Promise<DestroyedGrant | null> => {
  if (row.connectionType === 'imap' || row.credentialsEncrypted === null) return null;
  const stored = await readGrant(vault, row);
  return { row, refreshToken: stored.state === 'readable' ? stored.grant.refreshToken : null };
};

// Google ends every grant of the account at once, whichever inbox or tenant it was for.
const isStillUsed = async ({ db }: Pick<Deps, 'db'>, { providerSubject }: InboxRow) => {
  if (providerSubject === null) return false;
  const other = await db
    .select({ id: inboxes.id })
    .from(inboxes)
    .where(
      and(
        eq(inboxes.providerSubject, providerSubject),
        eq(inboxes.connectionType, 'gmail'),
        // Ours are destroyed: this inbox counts only if somebody has connected it again meanwhile.
        isNotNull(inboxes.credentialsEncrypted),
      ),
    )
    .limit(1)
    .get();
  return other !== undefined;
};

const endAtGoogle = async (deps: Deps, { row, refreshToken }: DestroyedGrant) => {
  if (await isStillUsed(deps, row)) return 'still-used';
  const google = deps.oauth('google');
  if (google === null || refreshToken === null) return 'failed';
  const revoked = await google.client.revoke(refreshToken);
  if (!revoked.ok) deps.log('warn', 'oauth-not-revoked', { inbox: row.id, reason: revoked.reason });
  return revoked.ok ? 'revoked' : 'failed';
};

const tell = (deps: Deps, who: Who, { row }: DestroyedGrant, result: Revocation['outcome']) =>
  audited(deps, who, [], () => ({
    statements: [],
    events: [
      {
        action: 'inbox.permission-revoked',
        inbox: { id: row.id, name: row.name },
        changes: made({ account: readAccount(row)?.account, result }),
      },
    ],
    answer: undefined,
  }));

/**
 * Ends at the provider what our destroyed tokens stood for, where it offers that and nothing else of
 * ours stands on it, and says what came of it. To be called after they are destroyed: of two inboxes
 * with one account the last one then sees that it is. Never throws: the tokens are gone either way.
 */
export const endPermission = async (
  deps: Deps,
  who: Who,
  grant: DestroyedGrant | null,
): Promise<Revocation | null> => {
  if (grant === null) return null;
  const manageUrl = manageUrlOf(grant.row);
  if (grant.row.connectionType !== 'gmail') return { outcome: 'not-offered', manageUrl };
  try {
    const outcome = await endAtGoogle(deps, grant);
    await tell(deps, who, grant, outcome);
    return { outcome, manageUrl };
  } catch (error) {
    deps.log('error', 'oauth-not-revoked', { inbox: grant.row.id, error: describeError(error) });
    return { outcome: 'failed', manageUrl };
  }
};
