// The floor: a bare Worker that runs recorded statements as they are, with the same round trips, and
// answers with the rows as JSON. No framework, no session, no checks.
import type { Binding, Statement } from './binding.ts';
import type { Trip } from './recording.ts';

type Plan = { stages: Trip[][] };

const plans = new Map<string, Plan[]>();

const stagesOf = (trips: Trip[]): Trip[][] => {
  const stages: Trip[][] = [];
  for (const trip of trips) {
    const last = stages.at(-1);
    if (trip.together && last) last.push(trip);
    else stages.push([trip]);
  }
  return stages;
};

const prepared = (db: Binding, { sql, params }: { sql: string; params: unknown[] }): Statement =>
  db.prepare(sql).bind(...params);

const make = async (db: Binding, { statements, batch }: Trip) => {
  const [first] = statements;
  if (batch || !first) {
    const results = await db.batch(statements.map((statement) => prepared(db, statement)));
    const changes = results.reduce((sum, { meta }) => sum + meta.changes, 0);
    return { rows: results.map((result) => result.results), changes };
  }
  if (first.method === 'raw') return { rows: await prepared(db, first).raw(), changes: 0 };
  const { results, meta } = await prepared(db, first)[first.method]();
  return { rows: results, changes: meta.changes };
};

const replay = async (db: Binding, plan: Plan): Promise<Response> => {
  const rows: unknown[] = [];
  let changes = 0;
  for (const stage of plan.stages) {
    for (const done of await Promise.all(stage.map((trip) => make(db, trip)))) {
      rows.push(done.rows);
      changes += done.changes;
    }
  }
  return Response.json(rows, { headers: { 'x-changes': String(changes) } });
};

export default {
  async fetch(request: Request, env: { DB: Binding }): Promise<Response> {
    const [, path = '', name = '', at = ''] = new URL(request.url).pathname.split('/');
    if (path === 'empty') return Response.json({});
    if (path === 'touch') return Response.json(await env.DB.prepare('select 1').all());
    if (path === 'plans') {
      const trips = (await request.json()) as Trip[][];
      plans.set(name, [
        ...(plans.get(name) ?? []),
        ...trips.map((one) => ({ stages: stagesOf(one) })),
      ]);
      return new Response(null, { status: 204 });
    }
    // What is sent is read, as whoever writes such a Worker would have to.
    if (request.method !== 'GET') await request.json();
    const plan = plans.get(name)?.[Number(at)];
    return plan ? replay(env.DB, plan) : new Response(null, { status: 404 });
  },
};
