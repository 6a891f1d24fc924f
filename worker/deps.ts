import { type Auth, createAuth } from './domains/tenants/auth.ts';
import { type Configuration, readConfiguration } from './platform/configuration.ts';
import { type Connector, createConnector } from './platform/connector.ts';
import { type Count, countsOf } from './platform/count.ts';
import { type Database, openDatabase } from './platform/database.ts';
import { newId } from './platform/ids.ts';
import { type Log, log } from './platform/log.ts';
import { type Mailer, printMails } from './platform/mailer.ts';
import type { Fetch } from './platform/oauth/ask-api.ts';
import { type OAuth, oauthOf } from './platform/oauth/oauth.ts';
import type { ProviderName } from './platform/oauth/provider.ts';
import { type Outbox, outboxOf } from './platform/queue.ts';
import { smtpSettingsOf } from './platform/smtp-settings.ts';
import { createTokens, type TokenKeepers, type Tokens } from './platform/tokens.ts';
import { createVault, type Vault } from './platform/vault.ts';

/** Everything outside that the domains need. */
export type Deps = {
  configuration: Configuration;
  db: Database;
  auth: Auth;
  vault: Vault;
  connector: Connector;
  fetch: Fetch;
  /** A provider that inboxes sign in at; `null` where this deployment has not configured it. */
  oauth: (name: ProviderName) => OAuth | null;
  tokens: Tokens;
  /** Inboxes to be checked, and long work in small steps. */
  queues: { checks: Outbox; jobs: Outbox };
  /** Counts how checks end. */
  count: Count;
  mailer: Mailer;
  log: Log;
  now: () => Date;
  newId: (prefix: string) => string;
};

type Bindings = {
  DB: D1Database;
  CONNECTOR: Pick<Fetcher, 'fetch'>;
  INBOX_TOKENS: TokenKeepers;
  CHECKS: Pick<Queue, 'sendBatch' | 'metrics'>;
  JOBS: Pick<Queue, 'sendBatch' | 'metrics'>;
  ANALYTICS?: Pick<AnalyticsEngineDataset, 'writeDataPoint'>;
};

/** The settings, which {@link readConfiguration} checks. */
type Settings = Partial<Record<string, unknown>>;

const mailerOf = (configuration: Configuration): Mailer => {
  const smtp = smtpSettingsOf(configuration);
  if (smtp) {
    // Imported when there is a mail: the stand makes Deps too, in Node, which knows no `cloudflare:`.
    return async (mail) => (await import('./platform/smtp-mailer.ts')).smtpMailer(smtp)(mail);
  }
  return configuration.MAILER === 'log' ? printMails : null;
};

/** Makes the dependencies from the environment. Throws {@link ConfigurationError}. */
export const createDeps = (
  env: Bindings | (Bindings & Settings),
  now: () => Date = () => new Date(),
): Deps => {
  const configuration = readConfiguration(env);
  const db = openDatabase(env.DB);
  const mailer = mailerOf(configuration);
  return {
    configuration,
    db,
    auth: createAuth({ configuration, db, mailer }),
    vault: createVault(configuration.ENCRYPTION_KEY, configuration.ENCRYPTION_KEYS_RETIRING),
    connector: createConnector(env.CONNECTOR, configuration.CONNECTOR_HMAC_KEY, now),
    fetch: (url, init) => fetch(url, init),
    oauth: oauthOf(configuration, now),
    tokens: createTokens(env.INBOX_TOKENS),
    queues: { checks: outboxOf(env.CHECKS), jobs: outboxOf(env.JOBS) },
    count: countsOf(env.ANALYTICS),
    mailer,
    log,
    now,
    newId: (prefix) => newId(prefix, now()),
  };
};
