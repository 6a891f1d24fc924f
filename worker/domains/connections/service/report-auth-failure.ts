import type { AuthFailureCode, Reported } from '../../../../contract/inbox-service.ts';
import type { Deps } from '../../../deps.ts';
import { statusOf } from '../../inboxes/inbox.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import { afterFinding, isRefusal } from '../../inboxes/trouble.ts';
import { prove } from '../oauth/prove.ts';
import { found } from '../record-found.ts';
import { inboxInUse } from './inbox-in-use.ts';

const standing = async (deps: Deps, id: string): Promise<Reported> => {
  const inbox = await inboxInUse(deps, id);
  return inbox.ok ? { ok: true, isInError: statusOf(inbox.row) === 'error' } : inbox;
};

const ofServers = async (deps: Deps, row: InboxRow, code: AuthFailureCode): Promise<void> => {
  // Whoever fetches mail may be refused a thousand times where we are once.
  const isKnown = row.lastError !== null && row.connectedAt === null;
  if (code === 'oauth' || !isRefusal(code) || isKnown) return;
  // Which of its servers it was, the next check knows.
  const finding = { kind: 'refused', code, at: null } as const;
  await found(deps, row, afterFinding(row, finding, deps.now()));
};

// The provider has the last word: on the grant, and where that is good, on the mailbox.
const ofGrant = async (deps: Deps, row: InboxRow): Promise<void> => {
  const token = await deps.tokens(row.id, 'doubt');
  if (!token.ok) return;
  const { provider, accessToken, emailAddress: mailbox, shared: isShared } = token;
  const proof = await prove(deps, { provider, accessToken, mailbox, isShared });
  if (proof.ok || proof.kind !== 'denied') return;
  const finding = { kind: 'refused', code: 'mailbox-denied', at: provider } as const;
  await found(deps, row, afterFinding(row, finding, deps.now()));
};

/**
 * The mail pipeline's word that credentials were refused. Of mail servers it is believed where the code
 * is a refusal, as a check's is; a token is tried anew at its provider, and then the mailbox.
 */
export const reportAuthFailure = async (
  deps: Deps,
  id: string,
  code: AuthFailureCode,
  version: number | undefined,
): Promise<Reported> => {
  const inbox = await inboxInUse(deps, id);
  if (!inbox.ok) return inbox;
  const { row } = inbox;
  if (row.credentialsEncrypted === null) return { ok: false, reason: 'not-connected' };
  const isOfOthers = version !== undefined && version !== row.credentialsVersion;
  if (!isOfOthers) {
    await (row.connectionType === 'imap' ? ofServers(deps, row, code) : ofGrant(deps, row));
  }
  return standing(deps, id);
};
