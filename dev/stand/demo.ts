import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Role, roles } from '../../contract/role.ts';
import { state } from './paths.ts';
import { freePort } from './ports.ts';

type Organization = { slug: string; name: string; inboxLimit?: number };

/** Two that begin empty, and one in full swing, at the limit of its plan. */
export const organizations: readonly Organization[] = [
  { slug: 'acme', name: 'Acme Support' },
  { slug: 'globex', name: 'Globex' },
  { slug: 'initech', name: 'Initech', inboxLimit: 5 },
];

export type Demo = Required<z.infer<typeof demo>>;

/** What a stand remembers, so that stored inboxes still find their server after a restart. */
const demo = z.object({
  password: z.string(),
  mailPassword: z.string(),
  connectorPort: z.number(),
  // A stand that is older than these gets them at its next start.
  identityProviderPort: z.number().optional(),
  oauthClientSecret: z.string().optional(),
  mailPorts: z.object({
    imap: z.number(),
    imaps: z.number(),
    smtp: z.number(),
    submissions: z.number(),
  }),
});

const WANTED = { imap: 3143, imaps: 3993, smtp: 3025, submissions: 3465 };
const WANTED_CONNECTOR = 8786;
const WANTED_IDENTITY_PROVIDER = 8790;

const secret = () => randomBytes(9).toString('base64url');

const file = join(state, 'demo.json');

const remembered = (): z.infer<typeof demo> | undefined =>
  existsSync(file) ? demo.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined;

/** The demo's passwords and ports: as they were, but for ports that something else has taken since. */
export const readDemo = async (): Promise<Demo> => {
  const known = remembered();
  const ports = known?.mailPorts ?? WANTED;
  const value: Demo = {
    password: known?.password ?? `demo-${secret()}`,
    mailPassword: known?.mailPassword ?? `mail-${secret()}`,
    connectorPort: await freePort(known?.connectorPort ?? WANTED_CONNECTOR),
    identityProviderPort: await freePort(known?.identityProviderPort ?? WANTED_IDENTITY_PROVIDER),
    oauthClientSecret: known?.oauthClientSecret ?? `oauth-${secret()}`,
    mailPorts: {
      imap: await freePort(ports.imap),
      imaps: await freePort(ports.imaps),
      smtp: await freePort(ports.smtp),
      submissions: await freePort(ports.submissions),
    },
  };
  mkdirSync(state, { recursive: true });
  writeFileSync(file, JSON.stringify(value, null, 2), { mode: 0o600 });
  return value;
};

/** One person of each role in each organization. */
export const people = organizations.flatMap(({ slug }) =>
  roles.map((role: Role) => ({
    org: slug,
    role,
    email: `${role}@${slug}.test`,
    name: `${role[0]?.toUpperCase()}${role.slice(1)} at ${slug[0]?.toUpperCase()}${slug.slice(1)}`,
  })),
);

/** People beyond the usual: one in every organization, one in none. */
export const others = [
  {
    email: 'both@letterbox.test',
    name: 'Bo Both',
    orgs: organizations.map(({ slug }) => slug),
  },
  { email: 'nobody@letterbox.test', name: 'Nora Nobody', orgs: [] },
];

/** The demo mail server's accounts, all with the same password. */
export const mailAccounts = [
  ...['support@acme.test', 'sales@acme.test', 'billing@acme.test', 'press@acme.test'],
  ...['events@acme.test', 'support@globex.test'],
  ...['support@initech.test', 'billing@initech.test', 'sales@initech.test', 'jobs@initech.test'],
  ...['hello@initech.test', 'news@initech.test'],
];
