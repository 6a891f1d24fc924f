import type { StoredEvent } from '../../worker/domains/audit/verify.ts';
import type { Row, Source } from './source.ts';

export const PAGE_SIZE = 1000;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

// A number that JavaScript has no exact value for is none that we wrote: as text it can't pass for one.
const number = (column: string) =>
  `CASE WHEN ${column} BETWEEN -${MAX_SAFE} AND ${MAX_SAFE} THEN ${column} ELSE CAST(${column} AS TEXT) END`;

// The last two are where the next page goes on, in SQLite's own words, whatever the values are.
const COLUMNS = `
  organizations.slug AS slug, CAST(e.tenant AS TEXT) AS tenant, ${number('e.seq')} AS seq, ${number('e.at')} AS at,
  e.actor_id AS actorId, e.actor_name AS actorName, e.action AS action, e.inbox AS inbox,
  e.inbox_name AS inboxName, e.changes AS changes, e.previous_hash AS previousHash, e.hash AS hash,
  quote(e.tenant) AS afterTenant, quote(e.seq) AS afterSeq`;

const oneLine = (sql: string) => sql.replaceAll(/\s+/g, ' ').trim();

/** A text as SQL writes it. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

type Place = { tenant: string; seq: string };

const wanted = (place: Place | null, tenant: string | null): string => {
  if (tenant === null) {
    return place === null ? '' : `WHERE (e.tenant, e.seq) > (${place.tenant}, ${place.seq})`;
  }
  const after = place === null ? '' : `AND e.seq > ${place.seq}`;
  return `WHERE e.tenant = ${sqlText(tenant)} ${after}`;
};

const pageOf = (place: Place | null, tenant: string | null): string =>
  oneLine(`SELECT ${COLUMNS} FROM audit_events e
    LEFT JOIN organizations ON organizations.id = e.tenant
    ${wanted(place, tenant)} ORDER BY e.tenant, e.seq LIMIT ${PAGE_SIZE}`);

const endOf = (page: Row[]): Place => {
  const { afterTenant, afterSeq } = page.at(-1) ?? {};
  return { tenant: String(afterTenant), seq: String(afterSeq) };
};

/** All events, or one tenant's, by tenant and number; a page of them in memory at a time. */
export async function* eventsOf({ ask }: Source, tenant: string | null): AsyncGenerator<Row> {
  let place: Place | null = null;
  for (;;) {
    const page: Row[] = await ask(pageOf(place, tenant));
    yield* page;
    if (page.length < PAGE_SIZE) return;
    place = endOf(page);
  }
}

/** One tenant's events. `slug` is null for one whose organization is gone. */
export type Chain = { tenant: string; slug: string | null; events: AsyncIterable<StoredEvent> };

const slugOf = ({ slug }: Row) => (typeof slug === 'string' ? slug : null);

/** The events of each tenant, one tenant after the other; those that nobody reads are passed over. */
export async function* chainsOf(rows: AsyncGenerator<Row>): AsyncGenerator<Chain> {
  let next = await rows.next();
  while (!next.done) {
    const { tenant } = next.value;
    const isOfTenant = () => !next.done && next.value.tenant === tenant;
    const events = async function* () {
      while (!next.done && isOfTenant()) {
        yield next.value;
        next = await rows.next();
      }
    };
    yield { tenant: String(tenant), slug: slugOf(next.value), events: events() };
    while (isOfTenant()) next = await rows.next();
  }
}
