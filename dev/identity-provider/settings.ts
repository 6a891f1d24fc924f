import { parseArgs } from 'node:util';
import { z } from 'zod';
import { accounts } from './accounts.ts';
import { behaviour, usualBehaviour } from './behaviour.ts';
import { demoAccounts } from './demo-accounts.ts';
import { endpointsAt, type Place, tenantIssuer } from './endpoints.ts';

/** What a Worker needs in its environment to use these providers instead of the real ones. */
export const providerEnvironment = (settings: Place & { clients: Clients }) => {
  const { google, microsoft } = endpointsAt(settings);
  const { clients } = settings;
  return {
    GOOGLE_CLIENT_ID: clients.google.id,
    GOOGLE_CLIENT_SECRET: clients.google.secret,
    GOOGLE_ISSUER: google.issuer,
    GOOGLE_AUTHORIZATION_ENDPOINT: google.authorization,
    GOOGLE_TOKEN_ENDPOINT: google.token,
    GOOGLE_REVOCATION_ENDPOINT: google.revocation,
    GOOGLE_JWKS_URI: google.jwks,
    /** `/gmail/v1/users/me/profile` goes behind it. */
    GOOGLE_API: google.api,
    MICROSOFT_CLIENT_ID: clients.microsoft.id,
    MICROSOFT_CLIENT_SECRET: clients.microsoft.secret,
    /** `/{tenant}/oauth2/v2.0/authorize` and `/token` go behind it. */
    MICROSOFT_AUTHORITY: microsoft.authority,
    MICROSOFT_TENANT: 'common',
    /** `{tid}` stands for the tenant, which discovery calls `{tenantid}`. */
    MICROSOFT_ISSUER_TEMPLATE: tenantIssuer(microsoft.issuerTemplate, '{tid}'),
    MICROSOFT_JWKS_URI: microsoft.jwks,
    /** `/v1.0/me` goes behind it. */
    MICROSOFT_GRAPH: microsoft.graph,
  };
};

const client = z.object({
  id: z.string().min(1),
  secret: z.string().min(1),
  redirectUris: z.array(z.url()).min(1),
  /** What the consent page calls the app. */
  name: z.string().default('Letterbox'),
});

const settings = z.strictObject({
  clients: z.strictObject({ google: client, microsoft: client }),
  accounts: accounts.default(demoAccounts),
  /** 0 is any free port. */
  port: z.int().min(0).max(65535).default(8790),
  host: z.string().default('127.0.0.1'),
  /**
   * Another site than 127.0.0.1 to a browser, so that the way back from here crosses sites as the
   * way back from Google does: a cookie with SameSite=Strict stays behind.
   */
  browserHost: z.string().default('localhost'),
  issuers: z
    .strictObject({
      google: z.string().optional(),
      microsoft: z.string().includes('{tenantid}').optional(),
    })
    .default({}),
  /** Where consents are kept, so that connected mailboxes stay connected over a restart. */
  stateFile: z.string().min(1).optional(),
  behaviour: behaviour
    .partial()
    .default({})
    .transform((changes) => ({ ...usualBehaviour, ...changes })),
});

export type Client = z.infer<typeof client>;
export type Clients = { google: Client; microsoft: Client };
export type Settings = z.infer<typeof settings>;
/** As a caller writes them: all but the clients has a default. */
export type SettingsInput = z.input<typeof settings>;

/** Something that the person who started the providers can put right. */
export class SettingsError extends Error {}

export const HELP = `Local Google and Microsoft, for development and tests. All in memory, but for what
"stateFile" keeps over a restart.

  IDENTITY_PROVIDER_SETTINGS  JSON: {"clients": {"google": {"id", "secret", "redirectUris"},
                              "microsoft": {...}}, "accounts"?, "port"? (8790), "host"?,
                              "browserHost"?, "issuers"?, "behaviour"?,
                              "stateFile"?}
  --port PORT                 instead of the one in the settings; 0 is any free port
  --help

GET / is a switchboard for a person. For scripts: GET, POST and DELETE /faults, GET and DELETE /calls,
GET and DELETE /admin-consents, PATCH /behaviour, POST /accounts/ID-OR-ADDRESS/revoke-grants,
GET /secrets (all that was issued).

The address and the Worker's environment are printed as one line of JSON once it listens, without
the secrets.
`;

/** Fills in what is not said. Errors name places, never values: those are secrets. */
export const parseSettings = (input: unknown): Settings => {
  const result = settings.safeParse(input);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path }) => path.join('.') || 'the whole');
  throw new SettingsError(`settings: cannot use ${[...new Set(places)].join(', ')}`);
};

const parseFlags = (args: string[]) => {
  const options = { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
};

const parseJson = (text: string | undefined): object => {
  if (!text) throw new SettingsError('no settings: set IDENTITY_PROVIDER_SETTINGS');
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new SettingsError('settings: not JSON');
  }
};

/** What the command line and the environment ask for, or null when they ask for help. */
export const readSettings = (argv: string[], env: NodeJS.ProcessEnv): Settings | null => {
  const { help, port } = parseFlags(argv);
  if (help) return null;
  const json = parseJson(env.IDENTITY_PROVIDER_SETTINGS);
  if (port !== undefined && !/^\d{1,5}$/.test(port)) throw new SettingsError('port: not a port');
  return parseSettings(port === undefined ? json : { ...json, port: Number(port) });
};
