import { z } from 'zod';
import { networks, type PortRange } from './address-guard.ts';

// Tests that wait for slow servers cost a socket each; those that work are held back by the event loop.
const DEFAULT_MAX_TESTS = 1_500;
const DEFAULT_MAX_TESTS_PER_TENANT = 5;
const DEFAULT_QUEUE = 1_500;
const KEY_BYTES = 32;

const isKey = (text: string): boolean =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES;

const isNetwork = (text: string): boolean => {
  try {
    networks([text]);
    return true;
  } catch {
    return false;
  }
};

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''));
const count = (fallback: number) =>
  z.coerce.number({ error: 'is not a number' }).int().min(1).default(fallback);
const portRange = z
  .string()
  .regex(/^\d{1,5}(?:-\d{1,5})?$/, { error: 'is not a list of ports like 1143, 3000-3999' })
  .transform((text): PortRange => {
    const [from, to = from] = text.split('-').map(Number);
    return { from: from ?? 0, to: to ?? 0 };
  });

/** The environment of the process. An empty variable is one that is not set. */
const environment = z.object({
  CONNECTOR_HMAC_KEY: z
    .string({ error: 'is required: base64 of 32 random bytes, the same as the Worker’s' })
    .refine(isKey, { error: `is not base64 of ${KEY_BYTES} bytes` }),
  CONNECTOR_HMAC_KEY_RETIRING: z
    .string()
    .refine(isKey, { error: `is not base64 of ${KEY_BYTES} bytes` })
    .optional(),
  PORT: z.coerce.number({ error: 'is not a port' }).int().min(0).max(65_535).default(8080),
  HOST: z.string().default('0.0.0.0'),
  CONNECTOR_ALLOWED_NETWORKS: list.pipe(
    z.array(z.string().refine(isNetwork, { error: 'is no network like 10.0.0.0/8' })),
  ),
  CONNECTOR_ALLOWED_PORTS: list.pipe(z.array(portRange)),
  CONNECTOR_EXTRA_CA: z.string().optional(),
  // Address literal, as for a client without a name of its own (RFC 5321 §4.1.4).
  CONNECTOR_EHLO_NAME: z
    .string()
    .regex(/^[\x21-\x7e]+$/, { error: 'is not a name' })
    .default('[127.0.0.1]'),
  CONNECTOR_MAX_TESTS: count(DEFAULT_MAX_TESTS),
  CONNECTOR_MAX_TESTS_PER_TENANT: count(DEFAULT_MAX_TESTS_PER_TENANT),
  CONNECTOR_QUEUE: z.coerce
    .number({ error: 'is not a number' })
    .int()
    .min(0)
    .default(DEFAULT_QUEUE),
});
export type Config = z.output<typeof environment>;

export const HELP = `Letterbox connector: tests IMAP and SMTP servers for the Letterbox Worker.

  node connector/server.ts

Environment:
  CONNECTOR_HMAC_KEY              required; base64 of 32 bytes, the same as the Worker's
  CONNECTOR_HMAC_KEY_RETIRING     a second key that is accepted, while the Worker moves to the first
  PORT                            8080; 0 takes a free one
  HOST                            0.0.0.0
  CONNECTOR_ALLOWED_NETWORKS      private networks that may be tested, like "10.1.0.0/16, ::1/128"
  CONNECTOR_ALLOWED_PORTS         ports beside 25, 143, 465, 587, 993 and 2525, like "1143, 3000-3999"
  CONNECTOR_EXTRA_CA              a PEM file of authorities to trust beside Node's own
  CONNECTOR_EHLO_NAME             [127.0.0.1]; the name given to SMTP servers
  CONNECTOR_MAX_TESTS             ${DEFAULT_MAX_TESTS}; tests at the same time
  CONNECTOR_MAX_TESTS_PER_TENANT  ${DEFAULT_MAX_TESTS_PER_TENANT}
  CONNECTOR_QUEUE                 ${DEFAULT_QUEUE}; tests that may wait, beyond which callers get 429

Prints {"ready":true,"port":N} when it listens, then one JSON line an event.
SIGTERM and SIGINT stop it once the running tests have ended.
`;

/** Reads the configuration; throws an Error that names each variable and what is wrong with it, not its value. */
export const readConfig = (env: Record<string, string | undefined>): Config => {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const parsed = environment.safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${String(path[0])} ${message}`);
  throw new Error(`The connector can’t start:\n${[...new Set(lines)].join('\n')}`);
};
