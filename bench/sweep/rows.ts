// Healthy inboxes of a hundred tenants, each with credentials of its own for the same mailbox; and a few
// whose password is wrong, in a slot that no run takes.
import { checkSlot } from '../../worker/domains/inboxes/check-slots.ts';
import { sealCredentials } from '../../worker/domains/inboxes/credentials.ts';
import type { Vault } from '../../worker/platform/vault.ts';
import { createRandom } from '../api/tenants.ts';
import { ACCOUNT, type MailServer } from './mail-server.ts';

const FIRST_MS = Date.UTC(2025, 0, 1);
const APART_MS = 20_000;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ASIDE = 99;

export const TENANTS = 100;
/** How many have a wrong password. */
export const WRONG = 200;

export const tenantOf = (row: number): string => `tenant-${row % TENANTS}`;

/** The columns that are filled; the others keep their defaults. */
export const COLUMNS = [
  ...['id', 'tenant', 'name', 'display_name', 'email_address', 'email_address_key'],
  ...['search_text', 'connection_type', 'credentials_encrypted', 'credentials_key_id'],
  ...['credentials_version', 'connected_at', 'last_checked_at', 'check_slot'],
  ...['created_at', 'updated_at'],
];

export type Row = (string | number | null)[];

const digits = (number: number, length: number): string => {
  let rest = number;
  let text = '';
  for (let at = 0; at < length; at++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

const credentialsOf = ({ imaps, submissions }: MailServer, password: string) => {
  const { address: username } = ACCOUNT;
  const place = { host: '127.0.0.1', security: 'tls' as const };
  return {
    imap: { ...place, port: imaps, username, password },
    smtp: { ...place, port: submissions, sameCredentials: true as const },
  };
};

/** Makes row after row, oldest first. */
export const createRows = (vault: Vault, server: MailServer) => {
  const random = createRandom(1);
  const right = credentialsOf(server, ACCOUNT.password);
  const wrong = credentialsOf(server, 'a wrong password');

  return async (row: number): Promise<Row> => {
    const made = FIRST_MS + row * APART_MS;
    const tail = digits(Math.floor(random() * 2 ** 40), 8) + digits(row, 8);
    const id = `inb_${digits(made, 10)}${tail}`;
    const tenant = tenantOf(row);
    // All have the one mailbox's address, as it sends from no other: only what makes each unique is its own.
    const key = `support-${row}@${tenant}.example`;
    const isWrong = row < WRONG;
    const sealed = await sealCredentials(vault, { id, tenant }, isWrong ? wrong : right);
    return [
      ...[id, tenant, `Support ${row}`, `Support at ${tenant}`, ACCOUNT.address, key],
      ...[`support ${row} ${key}`, 'imap', sealed.envelope, sealed.keyId, 1],
      ...[made, made, isWrong ? ASIDE : checkSlot(id), made, made],
    ];
  };
};
