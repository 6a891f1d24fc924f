import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { Deps } from './deps.ts';
import { auditRoutes } from './domains/audit/routes.ts';
import { oauthCallbacks, oauthRoutes } from './domains/connections/oauth/routes.ts';
import { connectionRoutes } from './domains/connections/routes.ts';
import { healthRoutes } from './domains/health/routes.ts';
import { timelineRoutes } from './domains/health/timeline-routes.ts';
import { aliasRoutes } from './domains/inboxes/alias-routes.ts';
import { inboxRoutes } from './domains/inboxes/routes.ts';
import { requireKeys } from './domains/keys/require-keys.ts';
import { keyRoutes } from './domains/keys/routes.ts';
import { operatorRoutes } from './domains/operator/routes.ts';
import { memberRoutes, personRoutes, publicRoutes } from './domains/tenants/routes.ts';
import { type InTenant, signedIn } from './domains/tenants/session.ts';
import { signInRoutes } from './domains/tenants/sign-in-routes.ts';
import type { App } from './http/app-env.ts';
import { jsonOnly } from './http/json-only.ts';
import { operatorOnly } from './http/operator-only.ts';
import { originGuard } from './http/origin-guard.ts';
import { ProblemError, renderProblem } from './http/problem.ts';
import { describeApi } from './openapi.ts';
import { VERSION } from './version.ts';

const MAX_BODY_BYTES = 64 * 1024;

const logRequests = createMiddleware<App>(async (c, next) => {
  const { log, now } = c.var.deps;
  const started = now().getTime();
  await next();
  const ms = now().getTime() - started;
  const { requestId: id } = c.var;
  const fields = { method: c.req.method, route: routePath(c, -1), status: c.res.status, ms };
  log('info', 'request', { requestId: id, ...fields });
});

const tooLarge = () => {
  throw new ProblemError('payload-too-large');
};

const api = (deps: Deps) =>
  new Hono<App>()
    .use(requestId())
    .use(async (c, next) => {
      c.set('deps', deps);
      c.header('cache-control', 'no-store');
      await next();
    })
    .use(logRequests)
    .use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"] } }))
    .use(originGuard)
    .use(jsonOnly)
    .use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }))
    .get('/health', (c) => c.json({ status: 'ok' as const, version: VERSION }))
    // Before the keys are asked for: who is to add a missing one has to see which.
    .route(
      '/operator',
      new Hono<App>().use(operatorOnly).route('/', keyRoutes).route('/', operatorRoutes),
    )
    .use(requireKeys)
    .get('/openapi.json', (c) => c.json(describeApi(VERSION)))
    .route('/auth', signInRoutes)
    .route('/', publicRoutes)
    .route('/', personRoutes)
    .route('/', oauthCallbacks)
    .route(
      '/orgs/:org',
      new Hono<InTenant>()
        .use(signedIn)
        .route('/', memberRoutes)
        .route('/', inboxRoutes)
        .route('/', aliasRoutes)
        .route('/', timelineRoutes)
        .route('/', auditRoutes)
        .route('/', connectionRoutes)
        .route('/', oauthRoutes)
        .route('/', healthRoutes),
    );

/** The API, to be served under `/api`. */
export const createApp = (deps: Deps) =>
  new Hono<App>()
    .route('/api', api(deps))
    .notFound((c) =>
      renderProblem(new ProblemError('not-found'), c, c.var.requestId ?? '', deps.log),
    )
    .onError((error, c) => renderProblem(error, c, c.var.requestId ?? '', deps.log));

/** The API's routes as a type, for hono's typed client. */
export type Api = ReturnType<typeof createApp>;
