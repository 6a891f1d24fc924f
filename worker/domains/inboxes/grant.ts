import { z } from 'zod';
import type { Sealed, Vault } from '../../platform/vault.ts';
import type { InboxRow } from './tables.ts';

const milliseconds = z.number();

export const inboxGrant = z.object({
  refreshToken: z.string(),
  accessToken: z.string(),
  /** Both since the epoch. */
  issuedAt: milliseconds,
  expiresAt: milliseconds,
});

/** What is sealed for an inbox connected by OAuth. */
export type InboxGrant = z.infer<typeof inboxGrant>;

type Owned = Pick<InboxRow, 'id' | 'tenant'>;

export const grantSlot = ({ id, tenant }: Owned) =>
  ({ tenant, inbox: id, purpose: 'oauth-grant' }) as const;

/** There is none, it can't be read (altered, moved, or its key is gone), or here it is. */
export type StoredGrant =
  | { state: 'none' }
  | { state: 'unreadable'; reason: string }
  | { state: 'readable'; grant: InboxGrant };

/** Opens an inbox's grant. Never throws for what is stored, and never changes it. */
export const readGrant = async (
  vault: Vault,
  row: Owned & Pick<InboxRow, 'credentialsEncrypted'>,
): Promise<StoredGrant> => {
  if (row.credentialsEncrypted === null) return { state: 'none' };
  const opened = await vault.open(row.credentialsEncrypted, grantSlot(row));
  if (!opened.ok) return { state: 'unreadable', reason: opened.reason };
  const parsed = inboxGrant.safeParse(JSON.parse(opened.secret));
  if (!parsed.success) return { state: 'unreadable', reason: 'unknown-form' };
  return { state: 'readable', grant: parsed.data };
};

/** Seals a grant for one inbox; it opens for no other. */
export const sealGrant = (vault: Vault, row: Owned, value: InboxGrant): Promise<Sealed> =>
  vault.seal(JSON.stringify(value), grantSlot(row));
