import { Hono } from 'hono';
import { keyStatusQuery } from '../../../contract/keys.ts';
import type { App } from '../../http/app-env.ts';
import { valid } from '../../http/validate.ts';
import { keyStatus } from './key-status.ts';

/** What an operator asks of the keys, below `/api/operator`. */
export const keyRoutes = new Hono<App>().get('/keys', valid('query', keyStatusQuery), async (c) =>
  c.json(await keyStatus(c.var.deps, { counts: c.req.valid('query').counts === 'true' })),
);
