import { type SQL, sql } from 'drizzle-orm';
import type { Deps } from '../../../deps.ts';
import { describeError } from '../../../platform/log.ts';
import { expiries, incidents } from '../tables.ts';
import { FAILING, type Group, groupsToTell, WORKING_AGAIN } from './incidents-to-tell.ts';
import { recipientsOf } from './recipients.ts';
import { type Expiry, expiringWords, failingWords, recoveredWords, type Words } from './words.ts';
import { writeAlert } from './write.ts';

const GATHER_MS = 3 * 60_000;
const MOST = 500;

const COLUMNS = { alertedAt: 'alerted_at', recoveryToldAt: 'recovery_told_at' } as const;
type Column = keyof typeof COLUMNS;

const tellGroup = async (
  deps: Deps,
  group: Group,
  column: Column,
  words: (publicUrl: string, all: Group) => Words,
): Promise<void> => {
  const [{ tenant }] = group;
  const ids = JSON.stringify(group.map(({ id }) => id));
  const these = sql`id in (select value from json_each(${ids}))`;
  const untold = sql`${these} and ${sql.raw(COLUMNS[column])} is null and ${
    column === 'alertedAt' ? sql`ended_at is null` : sql`ended_at is not null`
  }`;
  await writeAlert(deps, {
    tenant,
    recipients: deps.mailer === null ? [] : await recipientsOf(deps.db, tenant),
    words: words(deps.configuration.PUBLIC_URL, group),
    isUntold: sql`(select count(*) from incidents where ${untold}) = ${group.length}`,
    told: (isWritten: SQL) =>
      deps.db
        .update(incidents)
        .set({ [column]: deps.now() })
        .where(sql`${untold} and ${isWritten}`),
  });
};

type ExpiryRow = Omit<Expiry, 'expiresAt'> & { tenant: string; expiresAt: number; settled: number };

const tellExpiries = async (deps: Deps): Promise<void> => {
  const { db, now } = deps;
  const rows = await db.all<ExpiryRow>(
    sql`select e.tenant as tenant, e.server as server, e.fingerprint as fingerprint, e.expires_at as "expiresAt",
      e.inbox as inbox, b.name as name, b.email_address as "emailAddress", o.slug as slug, o.name as organization,
      (e.noticed_at <= ${now().getTime() - GATHER_MS}) as settled
      from expiries e join inboxes b on b.tenant = e.tenant and b.id = e.inbox join organizations o on o.id = e.tenant
      where e.alerted_at is null and e.expires_at > ${now().getTime()} order by e.noticed_at limit ${MOST}`,
  );
  for (const group of Map.groupBy(rows, ({ tenant }) => tenant).values()) {
    const [first, ...rest] = group.map((row) => ({ ...row, expiresAt: new Date(row.expiresAt) }));
    if (first === undefined || !group.some(({ settled }) => settled === 1)) continue;
    const { tenant } = first;
    const names = JSON.stringify(
      group.map(({ server, fingerprint }) => `${server} ${fingerprint}`),
    );
    const untold = sql`tenant = ${tenant} and alerted_at is null and server || ' ' || fingerprint in (select value from json_each(${names}))`;
    const writing = async () => ({
      tenant,
      recipients: deps.mailer === null ? [] : await recipientsOf(db, tenant),
      words: expiringWords(deps.configuration.PUBLIC_URL, [first, ...rest]),
      isUntold: sql`(select count(*) from expiries where ${untold}) = ${group.length}`,
      told: (isWritten: SQL) =>
        db.update(expiries).set({ alertedAt: now() }).where(sql`${untold} and ${isWritten}`),
    });
    await guarded(deps, async () => writeAlert(deps, await writing()));
  }
};

// What one tenant's mail meets holds up nobody else's.
const guarded = async (deps: Deps, tell: () => Promise<void>): Promise<void> => {
  try {
    await tell();
  } catch (error) {
    deps.log('error', 'alert-not-written', { error: describeError(error) });
  }
};

/** Writes the mails of what has happened to inboxes and is not told yet. */
export const writeAlerts = async (deps: Deps): Promise<void> => {
  for (const group of await groupsToTell(deps, FAILING)) {
    await guarded(deps, () => tellGroup(deps, group, 'alertedAt', failingWords));
  }
  for (const group of await groupsToTell(deps, WORKING_AGAIN)) {
    await guarded(deps, () => tellGroup(deps, group, 'recoveryToldAt', recoveredWords));
  }
  await tellExpiries(deps);
};
