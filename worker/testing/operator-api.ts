import { env } from 'cloudflare:workers';
import { createApp } from '../app.ts';
import { createDeps, type Deps } from '../deps.ts';
import type { Outbox } from '../platform/queue.ts';
import { browser } from './world.ts';

export const OPERATOR_TOKEN = 'an-operators-token-that-only-the-tests-know';

/** A queue that keeps what it is given. */
export const keptQueue = (): Outbox & { kept: unknown[] } => {
  const kept: unknown[] = [];
  return {
    kept,
    send: async (bodies) => void kept.push(...bodies),
    depth: async () => kept.length,
  };
};

/** What the deployment stands on, with an operator's token, and without its log; changed as a test says. */
export const operatorDeps = (
  changes: Partial<Deps> = {},
  settings: Record<string, string | undefined> = {},
): Deps => ({
  ...createDeps({ ...env, OPERATOR_TOKEN, ...settings }),
  queues: { checks: keptQueue(), jobs: keptQueue() },
  log: () => {},
  ...changes,
});

/** The API as an operator reaches it: not by a browser's cookies, but by the token. */
export const operator = (deps: Deps = operatorDeps(), token: string | null = OPERATOR_TOKEN) => {
  const app = createApp(deps);
  const own = browser(async (request) => app.fetch(request));
  const headers: Record<string, string> =
    token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    get: (path = '') => own.get(`/api/operator${path}`, { headers }),
    post: (path: string) => own.send('POST', `/api/operator${path}`, { headers }),
    delete: (path: string) => own.send('DELETE', `/api/operator${path}`, { headers }),
  };
};
