import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { NDJSON, type TestResult, testRequest } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import { connectionInput } from '../../../contract/mail-server.ts';
import { ifMatch } from '../../http/etag.ts';
import { valid } from '../../http/validate.ts';
import { resultOf, type TestOptions } from '../../platform/connector.ts';
import { describeError } from '../../platform/log.ts';
import { answerInbox } from '../inboxes/routes.ts';
import { type InTenant, inTenant, whoOf } from '../tenants/session.ts';
import { testAsked } from './ask.ts';
import { checkInbox } from './check.ts';
import { connect } from './connect.ts';
import { recordTest } from './record-test.ts';
import { runTest, streamTest } from './run-test.ts';

/** Without `verify=false` nothing is stored that has not passed a test. */
export const connectQuery = z.object({ verify: z.enum(['true', 'false']).default('true') });

const optionsOf = (c: Context<InTenant>): TestOptions => ({
  requestId: c.var.requestId,
  signal: c.req.raw.signal,
});

const wantsStream = (c: Context) => (c.req.header('accept') ?? '').includes(NDJSON);

const testAndTell = async (
  c: Context<InTenant>,
  inbox: string | null,
  request: ConnectorTestRequest,
): Promise<TestResult> => {
  const result = await runTest(c.var.deps, request, optionsOf(c));
  if (inbox !== null) await recordTest(c.var.deps, whoOf(c), inbox, { request, result });
  return result;
};

/** Tells of a test once it has ended, while its events are on their way to the browser. */
const tellOf = async (
  c: Context<InTenant>,
  inbox: string | null,
  request: ConnectorTestRequest,
  ending: Promise<TestResult | null>,
): Promise<void> => {
  const { deps, requestId } = c.var;
  const result = await ending;
  if (inbox === null) return;
  await recordTest(deps, whoOf(c), inbox, { request, result }).catch((error: unknown) =>
    deps.log('error', 'unexpected', { requestId, error: describeError(error) }),
  );
};

export const connectionRoutes = new Hono<InTenant>()
  .put(
    '/inboxes/:id/connection',
    inTenant({ inbox: 'manage' }),
    valid('query', connectQuery),
    valid('json', connectionInput),
    async (c) => {
      const asked = {
        id: c.req.param('id'),
        input: c.req.valid('json'),
        verify: c.req.valid('query').verify === 'true',
        seen: ifMatch(c),
      };
      return answerInbox(c, await connect(c.var.deps, whoOf(c), asked, optionsOf(c)), 200);
    },
  )
  .post('/inboxes/:id/checks', inTenant({ inbox: 'manage' }), async (c) => {
    return c.json(await checkInbox(c.var.deps, whoOf(c), c.req.param('id'), optionsOf(c)));
  })
  .post(
    '/connection-tests',
    inTenant({ inbox: 'manage' }),
    valid('json', testRequest),
    async (c) => {
      const { deps } = c.var;
      const body = c.req.valid('json');
      const asked = await testAsked(deps, c.var.tenant.tenant, body);
      const inbox = body.inboxId ?? null;
      if (!wantsStream(c)) return c.json(await testAndTell(c, inbox, asked));
      const [shown, watched] = (await streamTest(deps, asked, optionsOf(c))).tee();
      c.executionCtx.waitUntil(tellOf(c, inbox, asked, resultOf(watched)));
      return c.body(shown, 200, { 'content-type': NDJSON, 'cache-control': 'no-store' });
    },
  );
