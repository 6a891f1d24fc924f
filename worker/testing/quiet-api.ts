import { env } from 'cloudflare:workers';
import { createApp } from '../app.ts';
import { createDeps } from '../deps.ts';
import { newId } from '../platform/ids.ts';
import type { Fetch } from './world.ts';

/** The API on the real bindings, or on another database, without its log. */
export const quietApi = (database: D1Database = env.DB): Fetch => {
  const app = createApp({ ...createDeps({ ...env, DB: database }), log: () => {} });
  return async (request) => app.fetch(request);
};

/** The same where it is always `at`, but not for the connector, which refuses what was signed long ago. */
export const quietApiAt = (at: Date, database: D1Database = env.DB): Fetch => {
  const now = () => at;
  const clock = { now, newId: (prefix: string) => newId(prefix, at) };
  const app = createApp({ ...createDeps({ ...env, DB: database }), log: () => {}, ...clock });
  return async (request) => app.fetch(request);
};
