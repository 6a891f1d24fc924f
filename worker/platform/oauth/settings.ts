import { z } from 'zod';
import { unlessEmpty } from '../unless-empty.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

// Tokens go there: never in the clear, but on this machine.
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username + password + search + hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
};

const address = (name: string, usual: string) =>
  unlessEmpty(
    z
      .string()
      .refine(isSafe, { error: `${name} must be an https address.` })
      .default(usual),
  );

// Paths go behind it.
const base = (name: string, usual: string) =>
  address(name, usual).transform((url) => url.replace(/\/+$/, ''));

const text = (name: string) =>
  unlessEmpty(
    z
      .string()
      .trim()
      .min(1, { error: `${name} is blank.` })
      .optional(),
  );

// Not a domain: only an id can be held against an id_token's.
const isTenant = (text: string) =>
  text === 'common' || text === 'organizations' || z.guid().safeParse(text).success;
const tenant = z.string().refine(isTenant, {
  error: 'MICROSOFT_TENANT must be common, organizations or a tenant id (a GUID).',
});

// A day: providers tell no hour.
const day = (name: string) =>
  unlessEmpty(
    z.iso
      .date({
        error: `${name} must be a day like 2027-03-31, or empty where the secret never ends.`,
      })
      .optional(),
  );

const GOOGLE = 'https://oauth2.googleapis.com';
const MICROSOFT = 'https://login.microsoftonline.com';

/** OAuth clients, and where their providers are: the real ones, unless a stand says otherwise. */
export const oauthSettings = {
  GOOGLE_CLIENT_ID: text('GOOGLE_CLIENT_ID'),
  GOOGLE_CLIENT_SECRET: text('GOOGLE_CLIENT_SECRET'),
  /** The first day on which the secret is no longer good, for the operator to be told before. */
  GOOGLE_CLIENT_SECRET_EXPIRES: day('GOOGLE_CLIENT_SECRET_EXPIRES'),
  GOOGLE_ISSUER: address('GOOGLE_ISSUER', 'https://accounts.google.com'),
  GOOGLE_AUTHORIZATION_ENDPOINT: address(
    'GOOGLE_AUTHORIZATION_ENDPOINT',
    'https://accounts.google.com/o/oauth2/v2/auth',
  ),
  GOOGLE_TOKEN_ENDPOINT: address('GOOGLE_TOKEN_ENDPOINT', `${GOOGLE}/token`),
  GOOGLE_REVOCATION_ENDPOINT: address('GOOGLE_REVOCATION_ENDPOINT', `${GOOGLE}/revoke`),
  GOOGLE_JWKS_URI: address('GOOGLE_JWKS_URI', 'https://www.googleapis.com/oauth2/v3/certs'),
  GOOGLE_API: base('GOOGLE_API', 'https://gmail.googleapis.com'),
  MICROSOFT_CLIENT_ID: text('MICROSOFT_CLIENT_ID'),
  MICROSOFT_CLIENT_SECRET: text('MICROSOFT_CLIENT_SECRET'),
  MICROSOFT_CLIENT_SECRET_EXPIRES: day('MICROSOFT_CLIENT_SECRET_EXPIRES'),
  MICROSOFT_AUTHORITY: base('MICROSOFT_AUTHORITY', MICROSOFT),
  MICROSOFT_TENANT: unlessEmpty(tenant.default('common')),
  MICROSOFT_ISSUER_TEMPLATE: address('MICROSOFT_ISSUER_TEMPLATE', `${MICROSOFT}/{tid}/v2.0`),
  MICROSOFT_JWKS_URI: address('MICROSOFT_JWKS_URI', `${MICROSOFT}/common/discovery/v2.0/keys`),
  MICROSOFT_GRAPH: base('MICROSOFT_GRAPH', 'https://graph.microsoft.com'),
};

type Clients = Partial<Record<`${'GOOGLE' | 'MICROSOFT'}_CLIENT_${'ID' | 'SECRET'}`, unknown>>;

/**
 * The secrets that a client id waits for. The other way round is no mistake: a deployment's secrets
 * are stored before the variables that make use of them.
 */
export const missingSecrets = (set: Clients): string[] =>
  (['GOOGLE', 'MICROSOFT'] as const)
    .filter((name) => set[`${name}_CLIENT_ID`] && !set[`${name}_CLIENT_SECRET`])
    .map((name) => `${name}_CLIENT_SECRET is missing, though ${name}_CLIENT_ID is set.`);
