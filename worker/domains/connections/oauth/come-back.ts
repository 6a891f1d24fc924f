import { and, eq } from 'drizzle-orm';
import type { OAuthOutcome, OAuthProvider } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { describeError } from '../../../platform/log.ts';
import { inboxes } from '../../inboxes/tables.ts';
import { may } from '../../tenants/access.ts';
import { membershipOf, slugOf } from '../../tenants/queries.ts';
import type { Visitor } from '../../tenants/session.ts';
import { type Callback, deadEnd, returnPath } from './callback.ts';
import { finishSignIn } from './finish.ts';
import { type Ending, keepResult } from './result.ts';
import { findTransaction, type Transaction } from './transaction.ts';

const FOREIGN: Ending = { outcome: 'flow-foreign' };

const addressOf = async ({ db }: Deps, { tenant, inbox }: Transaction): Promise<string> => {
  const columns = { emailAddress: inboxes.emailAddress };
  const itself = and(eq(inboxes.tenant, tenant), eq(inboxes.id, inbox));
  const row = await db.select(columns).from(inboxes).where(itself).get();
  return row?.emailAddress ?? '';
};

// These cost their sender nothing: told again and again, they are one result.
const REPEATABLE = new Set<OAuthOutcome>(['flow-foreign', 'flow-used', 'flow-expired']);

const pathOf = async (
  deps: Deps,
  transaction: Transaction,
  { slug, person }: { slug: string; person: string },
  ending: Ending,
): Promise<string> => {
  const expected = await addressOf(deps, transaction);
  const { outcome, reason = null } = ending;
  if (outcome !== 'connected') {
    const { tenant, inbox } = transaction;
    deps.log('warn', 'oauth-ended', { tenant, inbox, code: outcome, ...(reason && { reason }) });
  }
  const shown = { ...ending, expected, reason: outcome === 'answer-untrusted' ? null : reason };
  const once = REPEATABLE.has(outcome) ? `${transaction.stateHash} ${outcome}` : null;
  const result = await keepResult(deps, transaction, person, shown, once);
  return returnPath(slug, transaction, result);
};

/**
 * Ends a sign-in that came back from a provider, and gives the path to lead the browser to: always the
 * page where it was begun, with a result, unless that page is not this person's to see.
 */
export const comeBack = async (
  deps: Deps,
  provider: OAuthProvider,
  callback: Callback,
  visitor: Visitor | null,
): Promise<string> => {
  if (callback.isAdminConsent) return deadEnd('admin-consent');
  const transaction = await findTransaction(deps, callback.state);
  if (transaction === undefined) return deadEnd('flow-unknown');
  if (visitor === null) {
    const slug = await slugOf(deps.db, transaction.tenant);
    if (slug === undefined) return deadEnd('flow-unknown');
    // Told to the one who began it, once they have signed in again.
    return pathOf(deps, transaction, { slug, person: transaction.person }, FOREIGN);
  }
  const membership = await membershipOf(deps.db, visitor.person.id, transaction.tenant);
  if (!membership || !may(membership.role, { inbox: 'manage' })) return deadEnd('flow-foreign');
  const ending = await finishSignIn(deps, { transaction, provider, visitor, callback }).catch(
    (error: unknown): Ending => {
      const { tenant, inbox } = transaction;
      deps.log('error', 'unexpected', { tenant, inbox, error: describeError(error) });
      return { outcome: 'unexpected' };
    },
  );
  return pathOf(deps, transaction, { slug: membership.slug, person: visitor.person.id }, ending);
};
