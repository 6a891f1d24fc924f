import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Ports } from './mail-server.ts';
import type { AccountSettings } from './store.ts';

/** What the command line and the environment ask for; a flag wins over its variable. */
export interface CommandSettings {
  help: boolean;
  host: string;
  ports: Ports;
  certificatesFolder: string;
  accounts: AccountSettings[];
  requireTls: boolean;
}

/** Something that the person who started the server can put right. */
export class SettingsError extends Error {}

export const HELP = `Letterbox demo mail server: IMAP and SMTP for local accounts, all in memory.

  --imap PORT           IMAP, STARTTLS offered      MAIL_SERVER_IMAP_PORT         3143
  --imaps PORT          IMAP over TLS               MAIL_SERVER_IMAPS_PORT        3993
  --smtp PORT           SMTP, STARTTLS offered      MAIL_SERVER_SMTP_PORT         3025
  --submissions PORT    SMTP over TLS               MAIL_SERVER_SUBMISSIONS_PORT  3465
  --host ADDRESS        where to listen             MAIL_SERVER_HOST              127.0.0.1
  --certificates DIR    kept, or made there         MAIL_SERVER_CERTIFICATES      .cache/certificates
  --accounts FILE       JSON: [{"address", "password", "username"?}]
                        or the JSON itself in       MAIL_SERVER_ACCOUNTS
  --require-tls         refuse logins in the clear  MAIL_SERVER_REQUIRE_TLS=1
  --help

Port 0 is any free port. The ports are printed as one line of JSON once all of them listen.
Clients have to trust ca.pem in the certificates folder.
`;

const ACCOUNTS = z
  .array(
    z.object({
      address: z.string().includes('@'),
      password: z.string().min(1),
      username: z.string().min(1).optional(),
    }),
  )
  .min(1);

export function readSettings(argv: string[], env: NodeJS.ProcessEnv): CommandSettings {
  const flags = parseFlags(argv);
  const port = (name: keyof Ports, fallback: number) =>
    parsePort(name, flags[name] ?? env[`MAIL_SERVER_${name.toUpperCase()}_PORT`], fallback);
  return {
    help: flags.help ?? false,
    host: flags.host ?? env.MAIL_SERVER_HOST ?? '127.0.0.1',
    ports: {
      imap: port('imap', 3143),
      imaps: port('imaps', 3993),
      smtp: port('smtp', 3025),
      submissions: port('submissions', 3465),
    },
    certificatesFolder: flags.certificates ?? env.MAIL_SERVER_CERTIFICATES ?? '.cache/certificates',
    accounts: flags.help ? [] : parseAccounts(accountsText(flags.accounts, env)),
    requireTls: flags['require-tls'] ?? env.MAIL_SERVER_REQUIRE_TLS === '1',
  };
}

function parseFlags(args: string[]) {
  const text = { type: 'string' } as const;
  const options = {
    imap: text,
    imaps: text,
    smtp: text,
    submissions: text,
    host: text,
    certificates: text,
    accounts: text,
    'require-tls': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
}

function parsePort(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new SettingsError(`${name}: not a port`);
  return port;
}

function accountsText(file: string | undefined, env: NodeJS.ProcessEnv): string {
  if (file === undefined) {
    if (env.MAIL_SERVER_ACCOUNTS) return env.MAIL_SERVER_ACCOUNTS;
    throw new SettingsError('no accounts: pass --accounts FILE or set MAIL_SERVER_ACCOUNTS');
  }
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SettingsError(`cannot read ${file}`);
  }
}

/** Its errors name places, never values: those are passwords. */
function parseAccounts(text: string): AccountSettings[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new SettingsError('accounts: not JSON');
  }
  const result = ACCOUNTS.safeParse(json);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path }) => path.join('.') || 'the list');
  throw new SettingsError(`accounts: cannot use ${[...new Set(places)].join(', ')}`);
}
