import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { type Credentials, sealCredentials } from '../domains/inboxes/credentials.ts';
import { type InboxRow, inboxes } from '../domains/inboxes/tables.ts';
import { newId } from '../platform/ids.ts';
import { createVault } from '../platform/vault.ts';
import { inboxRow } from './inbox-row.ts';
import { WORKING } from './mail.ts';
import { db } from './world.ts';

const MAIL_ADDRESS = env.MAIL_SERVER.account;
const vault = createVault(env.ENCRYPTION_KEY);

type Imap = Credentials['imap'];
type Wanted = Partial<InboxRow> & { servers?: Credentials };

const working = WORKING as Credentials;

/** The working servers, but for what is said of IMAP; SMTP is left to work. */
export const serversWith = (imap: Partial<Imap>): Credentials => ({
  imap: { ...working.imap, ...imap },
  smtp: {
    ...working.smtp,
    username: working.imap.username,
    password: working.imap.password,
    sameCredentials: false,
  },
});

/** Both servers at a host. */
export const serversAt = (host: string): Credentials => ({
  imap: { ...working.imap, host },
  smtp: { ...working.smtp, host },
});

/** A port that the connector may dial and nobody listens on. */
export const NOBODY = { host: '127.0.0.1', port: 2525 };

const sealedRow = async ({ servers = working, ...changes }: Wanted, at: Date) => {
  const { id = '', tenant = 'acme' } = changes;
  const sealed = await sealCredentials(vault, { id, tenant }, servers);
  return inboxRow({
    // The one sender that the account behind the tests may use; the key is what has to be unique.
    ...{ id, tenant, name: id, emailAddress: MAIL_ADDRESS, emailAddressKey: id },
    ...{ credentialsEncrypted: sealed.envelope, credentialsKeyId: sealed.keyId },
    ...{ credentialsVersion: 1, connectedAt: at, lastCheckedAt: at },
    ...{ createdAt: at, updatedAt: at },
    ...changes,
  });
};

/** Stores inboxes that are connected since a moment, each changed as a test says; gives their ids. */
export const storeInboxes = async (at: Date, all: readonly Wanted[]): Promise<string[]> => {
  // Of one moment, which ids are in no order: lists go by them.
  const ids = all.map(() => newId('inb', at)).sort();
  const rows = await Promise.all(
    all.map((each, index) => sealedRow({ id: ids[index] ?? '', ...each }, at)),
  );
  const [first, ...more] = rows.map((row): BatchItem<'sqlite'> => db.insert(inboxes).values(row));
  if (first) await db.batch([first, ...more]);
  return rows.map(({ id }) => id);
};

/** As if its password or its servers had changed under it: what is stored is what is tried. */
export const nowStored = async (id: string, servers: Credentials): Promise<void> => {
  const row = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
  if (!row) throw new Error(`There is no ${id}.`);
  const { envelope } = await sealCredentials(vault, row, servers);
  await db.update(inboxes).set({ credentialsEncrypted: envelope }).where(eq(inboxes.id, id));
};
