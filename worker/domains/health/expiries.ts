import type { Deps } from '../../deps.ts';
import type { ShownCertificate } from '../connections/finding.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import { expiries } from './tables.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOTICE_MS = 14 * DAY_MS;

/**
 * Whether a certificate is about to expire: within 14 days, or, of one that is short-lived on purpose,
 * in the last third of its life, by when whoever renews it by itself has done so (RFC 8555 clients do).
 */
export const isAboutToExpire = (
  { validFrom, validTo }: Pick<ShownCertificate, 'validFrom' | 'validTo'>,
  now: Date,
): boolean => {
  const end = Date.parse(validTo);
  // What has expired is no news of what is to come, and fails its checks.
  if (end <= now.getTime()) return false;
  const third = (end - Date.parse(validFrom)) / 3;
  return end - now.getTime() < Math.min(NOTICE_MS, third);
};

/** Notes the certificates among these that are about to expire: each once a tenant. */
export const noteExpiries = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { tenant, id: inbox }: Pick<InboxRow, 'tenant' | 'id'>,
  certificates: readonly ShownCertificate[],
): Promise<void> => {
  const at = now();
  const rows = certificates
    .filter((each) => isAboutToExpire(each, at))
    .map(({ server, fingerprint, validTo }) => {
      const expiresAt = new Date(validTo);
      return { tenant, server, fingerprint, inbox, expiresAt, noticedAt: at };
    });
  if (rows.length > 0) await db.insert(expiries).values(rows).onConflictDoNothing();
};
