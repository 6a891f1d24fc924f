// The Worker's own background and API, on a database that counts rows. The cron and the queue's consumer
// have a count each, as they run at the same time.
import { createApp } from '../../worker/app.ts';
import { everyMinute, takeBatch } from '../../worker/background.ts';
import { createDeps } from '../../worker/deps.ts';
import type { Binding } from '../api/binding.ts';
import {
  BUDGET_PATH,
  MINUTE_PATH,
  type Minute,
  QUEUE_PATH,
  SQL_PATH,
  STATEMENTS_PATH,
  TAKEN_PATH,
  type Taken,
} from './orders.ts';
import { createTally } from './tally.ts';

type Env = Parameters<typeof createDeps>[0] & { DB: Binding };
type Batch = Parameters<typeof takeBatch>[1];

const nothing = (): Omit<Taken, 'statements'> => ({
  ...{ checks: [], batches: 0, messages: 0, letGo: 0, firstAt: null, lastAt: null },
});

const start = (env: Env) => {
  const cron = createTally(env.DB);
  const consumer = createTally(env.DB);
  let taken = nothing();
  let budget = 0;
  const on = (db: Binding) => createDeps({ ...env, DB: db as Env['DB'] });
  const cronDeps = on(cron.db);
  const consumerDeps: ReturnType<typeof createDeps> = {
    ...on(consumer.db),
    count: (checks) => taken.checks.push(...checks.map(({ end, ms }) => ({ end, ms }))),
  };
  const app = createApp(cronDeps);

  const orders: Record<string, (query: URLSearchParams, body: unknown) => Promise<unknown>> = {
    async [MINUTE_PATH](query): Promise<Minute> {
      cron.take();
      const began = performance.now();
      await everyMinute(cronDeps, new Date(Number(query.get('at'))));
      return { ms: performance.now() - began, statements: cron.take() };
    },
    async [BUDGET_PATH](query) {
      budget = Number(query.get('messages'));
      return {};
    },
    async [TAKEN_PATH](query): Promise<Taken> {
      const answer = { ...taken, statements: [] };
      if (query.get('peek') === '1') return answer;
      taken = nothing();
      return { ...answer, statements: consumer.take() };
    },
    async [QUEUE_PATH](_, ids) {
      await cronDeps.queues.checks.send([{ kind: 'checks', part: null, ids }]);
      return {};
    },
    async [STATEMENTS_PATH]() {
      return cron.take();
    },
    async [SQL_PATH](_, body) {
      const { sql, params } = body as { sql: string; params: unknown[] };
      const { results } = await env.DB.prepare(sql)
        .bind(...params)
        .all();
      return results;
    },
  };

  return {
    async fetch(request: Request): Promise<Response> {
      const { pathname, searchParams } = new URL(request.url);
      const order = orders[pathname];
      if (order === undefined) return app.fetch(request);
      const text = await request.text();
      return Response.json(await order(searchParams, text ? JSON.parse(text) : null));
    },
    async queue(batch: Batch): Promise<void> {
      const count = batch.messages.length;
      if (budget <= 0) {
        taken.letGo += count;
        return batch.ackAll();
      }
      budget -= count;
      taken.firstAt ??= Date.now();
      await takeBatch(consumerDeps, batch);
      taken.lastAt = Date.now();
      taken.batches += 1;
      taken.messages += count;
    },
  };
};

let started: ReturnType<typeof start> | undefined;
const running = (env: Env) => {
  started ??= start(env);
  return started;
};

export default {
  fetch: (request: Request, env: Env) => running(env).fetch(request),
  queue: (batch: Batch, env: Env) => running(env).queue(batch),
};
