import { Hono } from 'hono';
import type { App } from '../../http/app-env.ts';
import { discardDeadLetter, retryDeadLetter } from './dead-letters.ts';
import { discardMail, retryMail } from './failed-mails.ts';
import { operatorView } from './view.ts';

/** What the operator sees and may put right, below `/api/operator`, behind `operatorOnly`. */
export const operatorRoutes = new Hono<App>()
  .get('/', async (c) => c.json(await operatorView(c.var.deps, c.var.requestId)))
  .post('/dead-letters/:id/retry', async (c) => {
    await retryDeadLetter(c.var.deps, c.req.param('id'));
    return c.body(null, 204);
  })
  .delete('/dead-letters/:id', async (c) => {
    await discardDeadLetter(c.var.deps, c.req.param('id'));
    return c.body(null, 204);
  })
  .post('/alerts/:id/retry', async (c) => {
    await retryMail(c.var.deps, c.req.param('id'));
    return c.body(null, 204);
  })
  .delete('/alerts/:id', async (c) => {
    await discardMail(c.var.deps, c.req.param('id'));
    return c.body(null, 204);
  });
