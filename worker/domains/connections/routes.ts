import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { NDJSON, type TestResult, testRequest } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import { connectionInput } from '../../../contract/mail-server.ts';
import { mailSettingsQuery } from '../../../contract/mail-settings.ts';
import { ifMatch } from '../../http/etag.ts';
import { valid } from '../../http/validate.ts';
import type { AskOptions } from '../../platform/connector.ts';
import { describeError } from '../../platform/log.ts';
import { answerInbox } from '../inboxes/routes.ts';
import { type InTenant, inTenant, whoOf } from '../tenants/session.ts';
import { testAsked } from './ask.ts';
import { checkInbox } from './check.ts';
import { connect } from './connect.ts';
import { findMailSettings } from './mail-settings.ts';
import { recordTest } from './record-test.ts';
import { startRoundTrip } from './round-trip.ts';
import { runTest, startTest } from './run-test.ts';

/** Without `verify=false` nothing is stored that has not passed a test. */
export const connectQuery = z.object({ verify: z.enum(['true', 'false']).default('true') });

const optionsOf = (c: Context<InTenant>): AskOptions => ({
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

/** What is left to do when a stream has ended is nobody's to wait for; where it fails, the log says so. */
const afterwards = (c: Context<InTenant>, work: Promise<void>): void => {
  const { deps, requestId } = c.var;
  c.executionCtx.waitUntil(
    work.catch((error: unknown) =>
      deps.log('error', 'unexpected', { requestId, error: describeError(error) }),
    ),
  );
};

const tellOf = async (
  c: Context<InTenant>,
  request: ConnectorTestRequest,
  ending: Promise<TestResult | null>,
  inbox: string | null,
): Promise<void> => {
  const result = await ending;
  if (inbox !== null) await recordTest(c.var.deps, whoOf(c), inbox, { request, result });
};

const STREAMED = { 'content-type': NDJSON, 'cache-control': 'no-store' };

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
      const test = await startTest(deps, asked, optionsOf(c));
      const [shown, watched] = test.stream.tee();
      afterwards(c, tellOf(c, asked, test.finish(watched), inbox));
      return c.body(shown, 200, STREAMED);
    },
  )
  .post('/inboxes/:id/round-trips', inTenant({ inbox: 'manage' }), async (c) => {
    const id = c.req.param('id');
    const trip = await startRoundTrip(c.var.deps, whoOf(c), id, optionsOf(c));
    const [shown, watched] = trip.stream.tee();
    afterwards(c, trip.finish(watched));
    return c.body(shown, 200, STREAMED);
  })
  .get(
    '/mail-settings',
    inTenant({ inbox: 'manage' }),
    valid('query', mailSettingsQuery),
    async (c) => {
      const { address } = c.req.valid('query');
      const { tenant } = c.var.tenant;
      return c.json(await findMailSettings(c.var.deps, tenant, address, optionsOf(c)));
    },
  );
