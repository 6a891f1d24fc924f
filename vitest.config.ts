import { defineConfig } from 'vitest/config';
import { makeAuthority } from './dev/certificates.ts';
import { freePort } from './dev/stand/ports.ts';
import { identityProviderBindings } from './dev/suite/identity-provider-settings.ts';
import { type Behind, MAIL_ACCOUNT, MAIL_PASSWORD } from './dev/suite/mail-account.ts';
import { importTrusting } from './dev/suite/trusting.ts';

/** What is waited for comes at once where the machine is free, and late where it is not. */
const PATIENT = { poll: { timeout: 15_000 } };

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

const secrets = {
  AUTH_SECRET: 'a secret that only the tests know, long enough',
  ENCRYPTION_KEY: key(7),
  CONNECTOR_HMAC_KEY: key(9),
};

/** How long and from which seed the property tests run, when asked by hand. */
const ofProperties = Object.fromEntries(
  ['LETTERBOX_PROPERTY_RUNS', 'LETTERBOX_PROPERTY_SEED'].flatMap((name) => {
    const value = process.env[name];
    return value ? [[name, value]] : [];
  }),
);

const chooseBehind = async (): Promise<Behind> => ({
  authority: await makeAuthority(),
  connector: await freePort(),
  hmacKey: secrets.CONNECTOR_HMAC_KEY,
  identityProvider: await freePort(),
  mail: {
    imap: await freePort(),
    imaps: await freePort(),
    smtp: await freePort(),
    submissions: await freePort(),
  },
  mortal: { control: await freePort() },
  scripts: await freePort(),
});

// Vitest evaluates this file more than once; the ports are chosen once.
process.env.LETTERBOX_BEHIND ??= JSON.stringify(await chooseBehind());
const behind: Behind = JSON.parse(process.env.LETTERBOX_BEHIND);
const { cloudflareTest, readD1Migrations } = await importTrusting(
  behind.authority.cert,
  () => import('@cloudflare/vitest-plugin'),
);

// Wrangler looks for required secrets in the environment before any binding is set.
Object.assign(process.env, secrets);

export default defineConfig({
  test: {
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // Models without a process of their own: loading the modules for each file took most of the time.
          isolate: false,
          include: ['contract/**/*.test.ts', 'ui/**/*.test.ts'],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ...secrets,
                ...ofProperties,
                PUBLIC_URL: 'https://letterbox.test',
                SETUP_TOKEN: 'a token that only the tests know',
                MAILER: 'log',
                MAIL_SERVER: { ...behind.mail, account: MAIL_ACCOUNT, password: MAIL_PASSWORD },
                MORTAL_CONNECTOR: behind.mortal,
                MAIL_SCRIPTS: `http://127.0.0.1:${behind.scripts}`,
                ...identityProviderBindings(behind.identityProvider),
                // Of another deployment once: what is sealed under it is to be sealed anew.
                ENCRYPTION_KEYS_RETIRING: key(6),
                TEST_MIGRATIONS: await readD1Migrations('./migrations'),
              },
              // As in wrangler.toml, but sooner.
              queueConsumers: {
                'letterbox-checks': {
                  maxBatchSize: 2,
                  maxBatchTimeout: 0.05,
                  maxRetries: 3,
                  retryDelay: 0,
                  deadLetterQueue: 'letterbox-dead',
                },
                'letterbox-dead': { maxBatchSize: 10, maxBatchTimeout: 0.05, maxRetries: 100 },
              },
              serviceBindings: {
                CONNECTOR: { external: { address: `127.0.0.1:${behind.connector}`, http: {} } },
                // As a Worker that uses Letterbox is bound to it.
                INBOXES: { name: 'letterbox', entrypoint: 'InboxService' },
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          // Each test begins with an empty database, so files may share an isolate: it starts once.
          isolate: false,
          maxWorkers: 1,
          include: ['worker/**/*.test.ts'],
          globalSetup: [
            'dev/suite/mail-behind-worker.ts',
            'dev/suite/mortal-connector.ts',
            'dev/suite/identity-provider-behind-worker.ts',
            'connector/testing/scripts-behind-worker.ts',
          ],
          setupFiles: ['worker/testing/fresh-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: PATIENT,
        },
      },
      {
        test: {
          name: 'connector',
          environment: 'node',
          include: ['connector/**/*.test.ts', 'dev/**/*.test.ts'],
          testTimeout: 60_000,
          expect: PATIENT,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
