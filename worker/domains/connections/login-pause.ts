import { and, eq, inArray, lte, or, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import { type Protocol, protocols } from '../../../contract/mail-server.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { toBase64url } from '../../platform/base64.ts';
import type { LoginEnd, LoginEnds } from './login-ends.ts';
import { loginAttempts } from './tables.ts';

/** How many logins in a row may be refused, each within so long of the last, before the next one waits. */
type Limit = { most: number; withinMs: number };

const AT_ONE_SERVER: Limit = { most: 2, withinMs: 60_000 };
// The same account has other names and ports, and names of a tenant's own may lead to it.
const AS_ONE_USER: Limit = { most: 10, withinMs: 600_000 };

type Statement = BatchItem<'sqlite'>;
type Servers = Pick<ConnectorTestRequest, 'imap' | 'smtp'>;
type Store = Pick<Deps, 'db' | 'now'>;

/** Logins that are counted together. */
type Counted = { login: string; limit: Limit; count: number; said: string };

const hashOf = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toBase64url(new Uint8Array(digest));
};

const countedFor = async (
  tenant: string,
  servers: Servers,
  protocol: Protocol,
): Promise<Counted[]> => {
  const server = servers[protocol];
  if (!server) return [];
  const user = server.username.normalize('NFC').toLowerCase();
  const said = `${server.username} at ${server.host}`;
  const place = [tenant, protocol, server.host.toLowerCase(), user].join('\n');
  return [
    { login: await hashOf(place), limit: AT_ONE_SERVER, count: 1, said },
    { login: await hashOf([tenant, user].join('\n')), limit: AS_ONE_USER, count: 1, said },
  ];
};

const countedTogether = async (tenant: string, servers: Servers): Promise<Counted[]> => {
  const all = await Promise.all(protocols.map((each) => countedFor(tenant, servers, each)));
  const byLogin = new Map<string, Counted>();
  for (const each of all.flat()) {
    const known = byLogin.get(each.login);
    byLogin.set(each.login, { ...each, count: each.count + (known?.count ?? 0) });
  }
  return [...byLogin.values()];
};

const { pending, refused, lastAt } = loginAttempts;

const row = (tenant: string, login: string) =>
  and(eq(loginAttempts.tenant, tenant), eq(loginAttempts.login, login));

const claim = ({ db }: Store, tenant: string, { login, limit, count }: Counted, at: Date) => {
  const isOver = lte(lastAt, new Date(at.getTime() - limit.withinMs));
  return db
    .insert(loginAttempts)
    .values({ tenant, login, pending: count, refused: 0, lastAt: at })
    .onConflictDoUpdate({
      target: [loginAttempts.tenant, loginAttempts.login],
      set: {
        pending: sql`case when ${isOver} then ${count} else ${pending} + ${count} end`,
        refused: sql`case when ${isOver} then 0 else ${refused} end`,
        lastAt: at,
      },
      setWhere: or(isOver, sql`${pending} + ${refused} + ${count} <= ${limit.most}`),
    })
    .returning({ login: loginAttempts.login });
};

const release = ({ db }: Store, tenant: string, { login, count }: Counted) =>
  db
    .update(loginAttempts)
    .set({ pending: sql`max(${pending} - ${count}, 0)` })
    .where(row(tenant, login));

const refuse = async (
  { db }: Store,
  tenant: string,
  paused: readonly Counted[],
  now: Date,
): Promise<never> => {
  const names = paused.map(({ login }) => login);
  const rows = await db
    .select({ login: loginAttempts.login, at: lastAt })
    .from(loginAttempts)
    .where(and(eq(loginAttempts.tenant, tenant), inArray(loginAttempts.login, names)));
  const leftMs = paused.map(({ login, limit }) => {
    const last = rows.find((each) => each.login === login)?.at ?? now;
    return last.getTime() + limit.withinMs - now.getTime();
  });
  const retryAfter = Math.max(1, Math.ceil(Math.max(...leftMs) / 1000));
  const detail = [...new Set(paused.map(({ said }) => said))].join(', ');
  throw new ProblemError('login-paused', { retryAfter, detail });
};

/**
 * Counts the logins that a test is about to make, and throws `login-paused` where two were refused in a
 * row at that server as that user within the last minute, or ten as that user anywhere: one more could
 * lock the account. Counted before they are made, so that tests at once can't get past each other;
 * {@link settleLogins} says afterwards what came of them.
 */
export const claimLogins = async (
  store: Store,
  tenant: string,
  servers: Servers,
): Promise<void> => {
  const at = store.now();
  const counted = await countedTogether(tenant, servers);
  const forgotten = new Date(at.getTime() - AS_ONE_USER.withinMs);
  const [, ...answers] = await store.db.batch([
    store.db.delete(loginAttempts).where(lte(lastAt, forgotten)),
    ...counted.map((each) => claim(store, tenant, each, at)),
  ]);
  const claimed = new Set((answers as { login: string }[][]).flat().map(({ login }) => login));
  const paused = counted.filter(({ login }) => !claimed.has(login));
  if (paused.length === 0) return;
  const [first, ...rest] = counted
    .filter(({ login }) => claimed.has(login))
    .map((each) => release(store, tenant, each));
  if (first) await store.db.batch([first, ...rest]);
  await refuse(store, tenant, paused, at);
};

/** Says what came of the logins that were claimed. One that succeeded begins the count anew. */
export const settleLogins = async (
  store: Store,
  tenant: string,
  servers: Servers,
  ends: LoginEnds,
): Promise<void> => {
  const settled = async (protocol: Protocol): Promise<Statement[]> => {
    const counted = await countedFor(tenant, servers, protocol);
    return counted.map(({ login }) =>
      store.db
        .update(loginAttempts)
        .set(after(ends[protocol], store.now()))
        .where(row(tenant, login)),
    );
  };
  const [first, ...rest] = (await Promise.all(protocols.map(settled))).flat();
  if (first) await store.db.batch([first, ...rest]);
};

const after = (end: LoginEnd, now: Date) => {
  const one = { pending: sql`max(${pending} - 1, 0)` };
  if (end === 'accepted') return { ...one, refused: 0 };
  return end === 'refused' ? { ...one, refused: sql`${refused} + 1`, lastAt: now } : one;
};
