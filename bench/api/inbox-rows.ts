// Inboxes that look like real ones, the same in every run but for what is sealed.
import { sealCredentials } from '../../worker/domains/inboxes/credentials.ts';
import type { Vault } from '../../worker/platform/vault.ts';
import { createRandom } from './tenants.ts';

const FIRST_MS = Date.UTC(2025, 0, 1);
const APART_MS = 20_000;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const SLOTS = 60;
const TEAMS = ['Support', 'Billing', 'Returns', 'Sales', 'Press', 'Partners', 'Kundendienst'];
const ARCHIVED_EVERY = 20;
const ANSWERING_EVERY = 100;

/** The columns that are filled; the others keep their defaults. */
export const COLUMNS = [
  ...['id', 'tenant', 'name', 'display_name', 'email_address', 'email_address_key'],
  ...['connection_type', 'credentials_encrypted', 'credentials_key_id', 'credentials_version'],
  ...['connected_at', 'last_error', 'last_error_at', 'last_checked_at', 'check_slot'],
  ...['auto_response_enabled', 'auto_response_subject', 'auto_response_body'],
  ...['archived_at', 'created_at', 'updated_at'],
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

const server = (host: string, port: number, account: string) => ({
  ...{ host, port, security: 'tls' as const },
  ...{ username: account, password: `secret of ${account}` },
});

const credentialsOf = (account: string, domain: string) => ({
  imap: server(`imap.${domain}`, 993, account),
  smtp: {
    ...{ host: `smtp.${domain}`, port: 465, security: 'tls' as const },
    sameCredentials: true as const,
  },
});

/** Makes row after row. What is sealed for a tenant that isn't measured is never opened, so all share one. */
export const createRows = (vault: Vault) => {
  const random = createRandom(1);
  let filler: Awaited<ReturnType<typeof sealCredentials>> | undefined;

  return async (row: number, tenant: string, measured: boolean): Promise<Row> => {
    const made = FIRST_MS + row * APART_MS;
    const tail = digits(Math.floor(random() * 2 ** 40), 8) + digits(row, 8);
    const id = `inb_${digits(made, 10)}${tail}`;
    const team = TEAMS[row % TEAMS.length] ?? '';
    const domain = `${tenant}.example`;
    const address = `${team}.${row}@${domain}`;
    const chance = random();
    const state = chance < 0.7 ? 'connected' : chance < 0.8 ? 'error' : 'disconnected';
    const seal = () => sealCredentials(vault, { id, tenant }, credentialsOf(address, domain));
    const stored = state !== 'disconnected';
    filler ??= await seal();
    const sealed = stored ? (measured ? await seal() : filler) : null;
    const error = state === 'error';
    const answering = row % ANSWERING_EVERY === 0;
    return [
      ...[id, tenant, `${team} ${row}`, row % 3 === 0 ? null : `${team} at ${tenant}`],
      ...[address, address.toLowerCase()],
      ...['imap', sealed?.envelope ?? null, sealed?.keyId ?? null, stored ? 1 : 0],
      ...[state === 'connected' ? made + APART_MS : null],
      ...[error ? 'wrong-password' : null, error ? made + APART_MS : null],
      ...[stored ? made + APART_MS : null, row % SLOTS],
      ...[answering ? 1 : 0, answering ? 'We have your message' : ''],
      answering ? 'Thank you for writing to {{inbox.name}}. We will answer soon.' : '',
      row % ARCHIVED_EVERY === ARCHIVED_EVERY - 1 ? made + APART_MS : null,
      ...[made, made],
    ];
  };
};
