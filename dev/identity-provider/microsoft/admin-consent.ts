import type { Context } from 'hono';
import type { MicrosoftAccount } from '../accounts.ts';
import { consentPage } from '../consent-page.ts';
import { readDecision } from '../decision.ts';
import { errorPage } from '../error-page.ts';
import { readFields } from '../form.ts';
import { redirectTo } from '../redirect-to.ts';
import type { World } from '../world.ts';
import { aadsts } from './aadsts.ts';
import { knownScope, permissionsFor } from './scopes.ts';
import { accountsOf } from './tenants.ts';

const LABEL = 'Local Microsoft (for development)';
const CANCELLED = 65004;
const WRONG_REDIRECT = 50011;
const UNKNOWN_SCOPE = 70011;
const NO_SUCH_TENANT = 90002;
const UNKNOWN_CLIENT = 700016;
const MISSING_PARAMETER = 900144;

type Asked = {
  redirectUri: string;
  state: string | undefined;
  /** As the app has spelt them, which is how they come back. */
  scope: string;
  /** In their short spelling. */
  scopes: string[];
  admins: MicrosoftAccount[];
};

/** Microsoft's own Graph has one name everywhere; the local one is asked for by the local one's. */
const scopeKnownAt = (world: World) => (scope: string) => {
  const prefix = `${world.endpoints().microsoft.graph}/`;
  return knownScope(scope.startsWith(prefix) ? scope.slice(prefix.length) : scope);
};

const read = (world: World, c: Context): Asked | number => {
  const query = readFields(new URL(c.req.url).searchParams);
  const { id, redirectUris } = world.settings.clients.microsoft;
  const tenant = c.req.param('tenant') ?? '';
  // Nobody administers whatever account signs in.
  const accounts = tenant === 'common' ? null : accountsOf(world, tenant);
  if (!query) return MISSING_PARAMETER;
  if (!accounts) return NO_SUCH_TENANT;
  if (query.get('client_id') !== id) return UNKNOWN_CLIENT;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!redirectUris.includes(redirectUri)) return WRONG_REDIRECT;
  const scope = query.get('scope') ?? '';
  const asked = scope.split(' ').filter(Boolean);
  const scopes = asked.map(scopeKnownAt(world)).filter((known) => known !== null);
  if (asked.length === 0) return MISSING_PARAMETER;
  if (scopes.length < asked.length) return UNKNOWN_SCOPE;
  const admins = accounts.filter(({ isAdmin }) => isAdmin);
  return { redirectUri, state: query.get('state'), scope, scopes, admins };
};

const showError = (world: World, c: Context, code: number) =>
  errorPage(c, LABEL, {
    code: `AADSTS${code}`,
    words: aadsts(code, world.now()).error_description,
  });

/** Asks an administrator for permissions that are to hold for all of an organization. */
export const showAdminConsent = (world: World) => (c: Context) => {
  const asked = read(world, c);
  if (typeof asked === 'number') return showError(world, c, asked);
  const { redirectUri, scopes, admins } = asked;
  const appName = world.settings.clients.microsoft.name;
  return consentPage(c, {
    label: LABEL,
    appName,
    title: `${appName} asks for permissions for all of your organization`,
    accounts: admins,
    permissions: permissionsFor(scopes),
    request: { redirectUri, loginHint: undefined },
  });
};

/** Takes what the administrator has chosen. The answers are as Microsoft documents them. */
export const decideForTenant = (world: World) => async (c: Context) => {
  const asked = read(world, c);
  if (typeof asked === 'number') return showError(world, c, asked);
  const { redirectUri, state, scope, scopes, admins } = asked;
  const decision = await readDecision(c.req.raw, admins);
  if (!decision) return showError(world, c, MISSING_PARAMETER);
  const common = { admin_consent: 'True', state };
  if (decision === 'cancel') {
    const { error, error_description } = aadsts(CANCELLED, world.now(), 'consent_required');
    return redirectTo(c, redirectUri, { ...common, error, error_description });
  }
  const { tid } = decision.account;
  world.tenantConsents.grant(tid, scopes);
  return redirectTo(c, redirectUri, { ...common, tenant: tid, scope });
};
