import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { NDJSON, testRequest } from '../../../contract/connection-test.ts';
import { connectionInput } from '../../../contract/mail-server.ts';
import { ifMatch } from '../../http/etag.ts';
import { valid } from '../../http/validate.ts';
import type { TestOptions } from '../../platform/connector.ts';
import { answerInbox } from '../inboxes/routes.ts';
import { type InTenant, inTenant } from '../tenants/session.ts';
import { testAsked } from './ask.ts';
import { checkInbox } from './check.ts';
import { connect } from './connect.ts';
import { runTest, streamTest } from './run-test.ts';

/** Without `verify=false` nothing is stored that has not passed a test. */
export const connectQuery = z.object({ verify: z.enum(['true', 'false']).default('true') });

const optionsOf = (c: Context<InTenant>): TestOptions => ({
  requestId: c.var.requestId,
  signal: c.req.raw.signal,
});

const wantsStream = (c: Context) => (c.req.header('accept') ?? '').includes(NDJSON);

export const connectionRoutes = new Hono<InTenant>()
  .put(
    '/inboxes/:id/connection',
    inTenant({ inbox: 'manage' }),
    valid('query', connectQuery),
    valid('json', connectionInput),
    async (c) => {
      const { deps, tenant } = c.var;
      const row = await connect(
        deps,
        {
          tenant: tenant.tenant,
          id: c.req.param('id'),
          input: c.req.valid('json'),
          verify: c.req.valid('query').verify === 'true',
          seen: ifMatch(c),
        },
        optionsOf(c),
      );
      return answerInbox(c, row, 200);
    },
  )
  .post('/inboxes/:id/checks', inTenant({ inbox: 'manage' }), async (c) => {
    const { deps, tenant } = c.var;
    return c.json(await checkInbox(deps, tenant.tenant, c.req.param('id'), optionsOf(c)));
  })
  .post(
    '/connection-tests',
    inTenant({ inbox: 'manage' }),
    valid('json', testRequest),
    async (c) => {
      const { deps, tenant } = c.var;
      const asked = await testAsked(deps, tenant.tenant, c.req.valid('json'));
      if (!wantsStream(c)) return c.json(await runTest(deps, asked, optionsOf(c)));
      const stream = await streamTest(deps, asked, optionsOf(c));
      return c.body(stream, 200, { 'content-type': NDJSON, 'cache-control': 'no-store' });
    },
  );
