import type { Deps } from '../../../deps.ts';
import { ProblemError } from '../../../http/problem.ts';
import { alter } from '../../inboxes/alter.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import type { Visitor } from '../../tenants/session.ts';
import type { Ending } from './result.ts';
import type { SignedInGrant } from './signed-in-grant.ts';
import { grantStored } from './store-grant.ts';
import type { Transaction } from './transaction.ts';
import { whoseMailbox } from './whose-mailbox.ts';

const STATES = new Set(['inbox-archived', 'not-found']);

// It was archived or deleted meanwhile.
const inboxChanged = (error: unknown): Ending => {
  if (!(error instanceof ProblemError && STATES.has(error.code))) throw error;
  return { outcome: 'inbox-changed', reason: error.code };
};

/** Connects the inbox that a sign-in was begun for, where the mailbox is its own; else changes nothing. */
export const connectSignedIn = async (
  deps: Deps,
  { tenant, inbox: id }: Pick<Transaction, 'tenant' | 'inbox'>,
  { person }: Visitor,
  signedIn: SignedInGrant,
): Promise<Ending> => {
  const decided: InboxRow[] = [];
  const asked = { id, action: 'connect' } as const;
  const connecting = alter(deps, { tenant, person }, asked, [], ({ row }) => {
    decided.push(row);
    const { outcome } = whoseMailbox(row, signedIn);
    return outcome === 'connected' ? grantStored(deps, row, signedIn) : null;
  });
  const refused = await connecting.then(() => null, inboxChanged);
  const row = decided.at(-1);
  if (refused !== null || row === undefined) return refused ?? { outcome: 'inbox-changed' };
  const { outcome, acceptable } = whoseMailbox(row, signedIn);
  const { credentialsVersion } = row;
  const { account, mailbox } = signedIn;
  const pending = acceptable ? { pending: { signedIn, credentialsVersion } } : {};
  return { outcome, account, mailbox, ...pending };
};
