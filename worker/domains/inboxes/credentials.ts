import { z } from 'zod';
import { mailServer } from '../../../contract/mail-server.ts';
import type { Sealed, Slot, Vault } from '../../platform/vault.ts';
import { grantSlot } from './grant.ts';
import type { InboxRow } from './tables.ts';

const smtpCredentials = z.union([
  mailServer.omit({ username: true, password: true }).extend({ sameCredentials: z.literal(true) }),
  mailServer.extend({ sameCredentials: z.literal(false) }),
]);

const credentials = z.object({ imap: mailServer, smtp: smtpCredentials });

/** What is sealed for an inbox connected by IMAP. */
export type Credentials = z.infer<typeof credentials>;

type Owned = Pick<InboxRow, 'id' | 'tenant'>;
type Stored = Owned & Pick<InboxRow, 'credentialsEncrypted' | 'connectionType'>;

const slotOf = ({ id, tenant }: Owned) => ({ tenant, inbox: id, purpose: 'mail-servers' }) as const;

/** There are none, they can't be read (altered, moved, or their key is gone), or here they are. */
export type StoredCredentials =
  | { state: 'none' }
  | { state: 'unreadable'; reason: string }
  | { state: 'readable'; credentials: Credentials };

const parse = (secret: string): StoredCredentials => {
  const parsed = credentials.safeParse(JSON.parse(secret));
  if (!parsed.success) return { state: 'unreadable', reason: 'unknown-form' };
  return { state: 'readable', credentials: parsed.data };
};

/**
 * Opens the credentials of an inbox with mail servers. Never throws for what is stored, and never
 * changes it. An inbox connected by OAuth has none.
 */
export const readCredentials = async (vault: Vault, row: Stored): Promise<StoredCredentials> => {
  if (row.credentialsEncrypted === null || row.connectionType !== 'imap') return { state: 'none' };
  const opened = await vault.open(row.credentialsEncrypted, slotOf(row));
  return opened.ok ? parse(opened.secret) : { state: 'unreadable', reason: opened.reason };
};

/** Where what is stored for an inbox belongs, servers or a grant. */
export const storedSlot = (row: Owned & Pick<InboxRow, 'connectionType'>): Slot =>
  row.connectionType === 'imap' ? slotOf(row) : grantSlot(row);

/** Whether something is stored, servers or a grant, that does not open. */
export const areUnreadable = async (vault: Vault, row: Stored): Promise<boolean> => {
  if (row.credentialsEncrypted === null) return false;
  return !(await vault.opens(row.credentialsEncrypted, storedSlot(row)));
};

/** Seals credentials for one inbox; they open for no other. */
export const sealCredentials = (vault: Vault, row: Owned, value: Credentials): Promise<Sealed> =>
  vault.seal(JSON.stringify(value), slotOf(row));

/** The SMTP server with the username and password that are really used there. */
export const smtpServer = ({ imap, smtp }: Credentials) => {
  const { username, password } = smtp.sameCredentials ? imap : smtp;
  const { host, port, security, trustedCertificate } = smtp;
  return { host, port, security, username, password, trustedCertificate };
};
