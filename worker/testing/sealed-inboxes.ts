import { env } from 'cloudflare:workers';
import { sealCredentials, storedSlot } from '../domains/inboxes/credentials.ts';
import { sealGrant } from '../domains/inboxes/grant.ts';
import { type InboxRow, inboxes } from '../domains/inboxes/tables.ts';
import type { Vault } from '../platform/vault.ts';
import { db } from './world.ts';

const MADE = Date.UTC(2026, 0, 2);

const server = (number: number) => ({
  ...{ host: 'mail.acme.test', port: 993, security: 'tls' as const },
  ...{ username: `user-${number}`, password: `secret of ${number}` },
});

const servers = (number: number) => {
  const { host, security } = server(number);
  return {
    imap: server(number),
    smtp: { host, port: 465, security, sameCredentials: true as const },
  };
};

const grant = (number: number) => ({
  ...{ refreshToken: `refresh token ${number}`, accessToken: `access token ${number}` },
  ...{ issuedAt: MADE, expiresAt: MADE + 3_600_000 },
});

/** An id like those that the API gives, in the order of the numbers. */
export const idOf = (number: number): string => `inb_${String(number).padStart(26, '0')}`;

const sealedRow = async (vault: Vault, tenant: string, number: number) => {
  const id = idOf(number);
  const connectionType = number % 4 === 3 ? 'gmail' : 'imap';
  const owned = { id, tenant };
  const sealed = await (connectionType === 'imap'
    ? sealCredentials(vault, owned, servers(number))
    : sealGrant(vault, owned, grant(number)));
  const address = `inbox-${number}@${tenant}.test`;
  return { id, tenant, address, connectionType, number, ...sealed };
};

/** Fills a tenant with connected inboxes, every fourth by a grant; gives what puts them back. */
export const sealedInboxes = async (
  vault: Vault,
  count: number,
  tenant = 'acme',
): Promise<() => Promise<void>> => {
  const rows = await Promise.all(
    Array.from({ length: count }, (_, number) => sealedRow(vault, tenant, number)),
  );
  const insert = env.DB.prepare(`
    insert into inboxes (id, tenant, name, email_address, email_address_key, connection_type,
      credentials_encrypted, credentials_key_id, credentials_version, connected_at, check_slot,
      created_at, updated_at)
    select value ->> 'id', value ->> 'tenant', 'Inbox ' || (value ->> 'number'),
      value ->> 'address', value ->> 'address', value ->> 'connectionType',
      value ->> 'envelope', value ->> 'keyId', 1, ${MADE}, 0, ${MADE}, ${MADE}
    from json_each(?)`).bind(JSON.stringify(rows));
  return async () => {
    await env.DB.batch([env.DB.prepare('delete from inboxes'), insert]);
  };
};

/** All inboxes, each with its secret opened; `null` in place of one that does not open. */
export const openedInboxes = async (vault: Vault): Promise<Map<string, string | null>> => {
  const rows = await db.select().from(inboxes).orderBy(inboxes.id);
  const opened = rows.map(async (row: InboxRow) => {
    const found = await vault.open(row.credentialsEncrypted ?? '', storedSlot(row));
    return [row.id, found.ok ? found.secret : null] as const;
  });
  return new Map(await Promise.all(opened));
};

/** How many inboxes name each key. */
export const inboxesByKey = async (): Promise<Record<string, number>> => {
  const { results } = await env.DB.prepare(
    'select credentials_key_id as id, count(*) as count from inboxes where credentials_key_id is not null group by 1',
  ).all<{ id: string; count: number }>();
  return Object.fromEntries(results.map(({ id, count }) => [id, count]));
};
