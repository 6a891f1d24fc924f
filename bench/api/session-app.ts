// The session check and nothing else: the Worker's own middleware in front of an empty answer.
import { Hono } from 'hono';
import type { Deps } from '../../worker/deps.ts';
import { type InTenant, inTenant, signedIn } from '../../worker/domains/tenants/session.ts';

export const createSessionApp = (deps: Deps) =>
  new Hono<InTenant>()
    .use(async (c, next) => {
      c.set('deps', deps);
      await next();
    })
    .use('/session/:org', signedIn)
    .get('/session/:org', inTenant({ inbox: 'list' }), (c) => c.json({}));
