import { Hono } from 'hono';
import { serveDocument } from '../documents.ts';
import { tokenEndpoint } from '../token-endpoint.ts';
import type { World } from '../world.ts';
import { decide, showConsent } from './authorize.ts';
import { gmailProfile, userinfo } from './gmail.ts';
import { revoke } from './revoke.ts';
import { googleTokens } from './token.ts';

// As Google's own: no word of `iss`, though the parameter is sent.
const discovery = ({ endpoints }: World) => {
  const { google } = endpoints();
  return {
    issuer: google.issuer,
    authorization_endpoint: google.authorization,
    token_endpoint: google.token,
    userinfo_endpoint: google.userinfo,
    revocation_endpoint: google.revocation,
    jwks_uri: google.jwks,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [...['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'sub']],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  };
};

/** Google, under one path instead of five hosts. */
export const googleRoutes = (world: World) =>
  new Hono()
    .get(
      '/.well-known/openid-configuration',
      serveDocument(world, 'google', 'discovery', () => discovery(world)),
    )
    .get(
      '/oauth2/v3/certs',
      serveDocument(world, 'google', 'jwks', () => world.keys.google.jwks),
    )
    .get('/o/oauth2/v2/auth', showConsent(world))
    .post('/o/oauth2/v2/auth', decide(world))
    .post('/token', tokenEndpoint(world, googleTokens(world)))
    .post('/revoke', revoke(world))
    .get('/v1/userinfo', userinfo(world))
    .get('/gmail/v1/users/me/profile', gmailProfile(world));
