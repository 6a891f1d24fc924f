import type { Context } from 'hono';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { serveDocument } from '../documents.ts';
import { tenantIssuer } from '../endpoints.ts';
import { tokenEndpoint } from '../token-endpoint.ts';
import type { World } from '../world.ts';
import { aadsts } from './aadsts.ts';
import { decideForTenant, showAdminConsent } from './admin-consent.ts';
import { decide, showConsent } from './authorize.ts';
import { createGraph } from './graph.ts';
import { accountsOf } from './tenants.ts';
import { microsoftTokens } from './token.ts';

const NO_SUCH_TENANT = 90002;
const SHARED_PATHS = ['common', 'organizations'];

/** A tenant that nobody here belongs to has no tokens and no documents. */
const inKnownTenant = (world: World) =>
  createMiddleware(async (c, next) => {
    if (accountsOf(world, c.req.param('tenant') ?? '')) return next();
    return c.json(aadsts(NO_SUCH_TENANT, world.now()), 400);
  });

const discovery = (world: World) => (c: Context) => {
  const { authority, issuerTemplate, jwks } = world.endpoints().microsoft;
  const tenant = c.req.param('tenant') ?? '';
  const tid = accountsOf(world, tenant)?.[0]?.tid ?? '';
  const protocol = `${authority}/${tenant}/oauth2/v2.0`;
  return {
    // Under a shared path the placeholder stays in: only the token tells which tenant it is of.
    issuer: SHARED_PATHS.includes(tenant) ? issuerTemplate : tenantIssuer(issuerTemplate, tid),
    authorization_endpoint: `${protocol}/authorize`,
    token_endpoint: `${protocol}/token`,
    jwks_uri: jwks.replace('/common/', `/${tenant}/`),
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    response_modes_supported: ['query'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: [
      ...['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver'],
      'email',
    ],
    request_uri_parameter_supported: false,
  };
};

/** Microsoft's sign-in, for `/common`, `/organizations` and each tenant. */
export const microsoftRoutes = (world: World) =>
  new Hono()
    .get('/:tenant/oauth2/v2.0/authorize', showConsent(world))
    .post('/:tenant/oauth2/v2.0/authorize', decide(world))
    .get('/:tenant/v2.0/adminconsent', showAdminConsent(world))
    .post('/:tenant/v2.0/adminconsent', decideForTenant(world))
    .use('/:tenant/oauth2/v2.0/token', inKnownTenant(world))
    .use('/:tenant/v2.0/*', inKnownTenant(world))
    .use('/:tenant/discovery/*', inKnownTenant(world))
    .post('/:tenant/oauth2/v2.0/token', tokenEndpoint(world, microsoftTokens(world)))
    .get(
      '/:tenant/v2.0/.well-known/openid-configuration',
      serveDocument(world, 'microsoft', 'discovery', discovery(world)),
    )
    .get(
      '/:tenant/discovery/v2.0/keys',
      serveDocument(world, 'microsoft', 'jwks', () => world.keys.microsoft.jwks),
    );

/** As much of Microsoft Graph as tells whose mailbox a token opens. */
export const graphRoutes = (world: World) => {
  const { me, ownInbox, anyInbox } = createGraph(world);
  return new Hono()
    .get('/v1.0/me', me)
    .get('/v1.0/me/mailFolders/inbox', ownInbox)
    .get('/v1.0/users/:address/mailFolders/inbox', anyInbox);
};
