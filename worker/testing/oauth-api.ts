import { env } from 'cloudflare:workers';
import { createApp } from '../app.ts';
import { createDeps, type Deps } from '../deps.ts';
import { tokenKeeper } from '../domains/connections/oauth/token-keeper.ts';
import { newId } from '../platform/ids.ts';
import { oauthClient } from '../platform/oauth/client.ts';
import { idTokenVerifier } from '../platform/oauth/id-token.ts';
import type { OAuth } from '../platform/oauth/oauth.ts';
import type { ProviderName } from '../platform/oauth/provider.ts';
import { providerOf, redirectUriOf } from '../platform/oauth/providers.ts';
import type { Tokens } from '../platform/tokens.ts';
import { type Browser, browser, type Fetch } from './world.ts';

type Deadlines = Partial<Record<'token' | 'jwks' | 'profile', number>>;

type Changes = {
  /** Instead of the deployment's; `undefined` takes one away. */
  settings?: Record<string, string | undefined>;
  /** It is always then. */
  at?: Date;
  /** How long some of a provider's endpoints are waited for; the others as long as ever. */
  deadlines?: Deadlines;
};

const clockOf = (at: Date | undefined): Partial<Deps> =>
  at ? { now: () => at, newId: (prefix) => newId(prefix, at) } : {};

const impatient = (
  { configuration, now }: Deps,
  { token, jwks, profile }: Deadlines,
): Partial<Deps> => {
  const oauth = (name: ProviderName): OAuth | null => {
    const provider = providerOf(configuration, name);
    if (provider === null) return null;
    const client = oauthClient(provider, redirectUriOf(configuration, name), token);
    const verify = idTokenVerifier(provider, now, jwks === undefined ? {} : { deadlineMs: jwks });
    return { provider, client, verify };
  };
  return {
    oauth,
    fetch: (url, init) =>
      fetch(url, profile === undefined ? init : { ...init, signal: AbortSignal.timeout(profile) }),
  };
};

// The Durable Objects stand on the usual settings.
const keptHere = (deps: Deps): Tokens => {
  const keepers = new Map<string, ReturnType<typeof tokenKeeper>>();
  return (id, purpose) => {
    const keeper = keepers.get(id) ?? tokenKeeper(deps, id);
    keepers.set(id, keeper);
    return keeper(purpose);
  };
};

/**
 * The API on the real bindings, begun anew: it has no provider's keys yet. Without its log, and on other
 * settings, at another time or with less patience where a test says so.
 */
export const oauthApi = ({ settings = {}, at, deadlines }: Changes = {}): Fetch => {
  const made = createDeps({ ...env, ...settings }, ...(at ? [() => at] : []));
  const quick = deadlines === undefined ? {} : impatient(made, deadlines);
  const deps: Deps = { ...made, log: () => {}, ...clockOf(at), ...quick };
  const app = createApp({ ...deps, tokens: keptHere(deps) });
  return async (request) => app.fetch(request);
};

/** The same browser, with its session, where another API answers. */
export const through = ({ cookies }: Browser, fetch: Fetch): Browser => {
  const own = browser(fetch);
  for (const [name, value] of cookies) own.cookies.set(name, value);
  return own;
};

const MINUTE_MS = 60_000;

/** So many minutes from now. */
export const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE_MS);
