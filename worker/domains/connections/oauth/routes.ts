import { type Context, Hono } from 'hono';
import { type OAuthProvider, oauthStart } from '../../../../contract/oauth.ts';
import type { App } from '../../../http/app-env.ts';
import { outlive } from '../../../http/outlive.ts';
import { valid } from '../../../http/validate.ts';
import { describeError } from '../../../platform/log.ts';
import { answerInbox } from '../../inboxes/routes.ts';
import { type InTenant, inTenant, visitorOf, whoOf } from '../../tenants/session.ts';
import { acceptResult } from './accept.ts';
import { beginOAuth } from './begin.ts';
import { deadEnd, readCallback } from './callback.ts';
import { comeBack } from './come-back.ts';
import { knownResult, presentResult, resultById } from './result.ts';
import { providerStates } from './trouble.ts';

/** The sign-ins of a tenant's inboxes at their providers. */
export const oauthRoutes = new Hono<InTenant>()
  .get('/oauth-providers', inTenant({ inbox: 'manage' }), async (c) =>
    c.json(await providerStates(c.var.deps)),
  )
  .post(
    '/inboxes/:id/oauth',
    inTenant({ inbox: 'manage' }),
    valid('json', oauthStart),
    async (c) => {
      const { deps, session } = c.var;
      const start = c.req.valid('json');
      const url = await beginOAuth(deps, whoOf(c), session, c.req.param('id'), start);
      return c.json({ authorizationUrl: url.href });
    },
  )
  .get('/inboxes/:id/oauth-results/:resultId', inTenant({ inbox: 'manage' }), async (c) => {
    const asked = { inbox: c.req.param('id'), id: c.req.param('resultId') };
    const { deps } = c.var;
    return c.json(presentResult(deps, knownResult(await resultById(deps, whoOf(c), asked))));
  })
  .post('/inboxes/:id/oauth-results/:resultId/accept', inTenant({ inbox: 'manage' }), async (c) => {
    const asked = { inbox: c.req.param('id'), id: c.req.param('resultId') };
    return answerInbox(c, await acceptResult(c.var.deps, whoOf(c), asked), 200);
  });

const SEE_OTHER = 303;

const callback = (provider: OAuthProvider) => async (c: Context<App>) => {
  const { deps, requestId } = c.var;
  const { searchParams } = new URL(c.req.url);
  const coming = visitorOf(c).then((visitor) =>
    comeBack(deps, provider, readCallback(searchParams), visitor),
  );
  const path = await outlive(coming).catch((error: unknown) => {
    deps.log('error', 'unexpected', { requestId, error: describeError(error) });
    return deadEnd('unexpected');
  });
  // The code is still in the address: it is not to leave with a Referer.
  c.header('referrer-policy', 'no-referrer');
  return c.redirect(deps.configuration.PUBLIC_URL + path, SEE_OTHER);
};

/** Where providers send browsers back to: one path each (RFC 9700 §4.4), always answered with 303. */
export const oauthCallbacks = new Hono<App>()
  .get('/oauth/google/callback', callback('google'))
  .get('/oauth/microsoft/callback', callback('microsoft'));
