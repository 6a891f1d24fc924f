import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OFFLINE } from '../offline.ts';
import { type Demo, mailAccounts } from './demo.ts';
import { identityProviderSettings } from './identity-provider.ts';
import { at, certificates, environmentFile, persisted, state } from './paths.ts';
import { freePort } from './ports.ts';
import { type Started, start } from './processes.ts';
import { worthShowing } from './worker-output.ts';

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

type Keep = (started: Started) => Started;

/** Waits for a program's `{"ready":true}`. */
const whenReady = (begin: (onLine: (line: string) => void) => Started): Promise<void> =>
  new Promise((resolve) => {
    begin((line) => {
      if (line.includes('"ready":true')) resolve();
    });
  });

/** The demo mail server; also makes the certificates, whose authority the connector trusts. */
export const startMailServer = (demo: Demo, keep: Keep): Promise<void> => {
  const accounts = mailAccounts.map((address) => ({ address, password: demo.mailPassword }));
  const { imap, imaps, smtp, submissions } = demo.mailPorts;
  const ports = { imap, imaps, smtp, submissions };
  const flags = Object.entries(ports).flatMap(([name, port]) => [`--${name}`, String(port)]);
  const args = ['dev/mail-server/main.ts', ...flags, '--certificates', certificates];
  const env = { MAIL_SERVER_ACCOUNTS: JSON.stringify(accounts) };
  return whenReady((onLine) => keep(start('mail server', args, { env, onLine })));
};

/** The local Google and Microsoft. */
export const startIdentityProvider = (demo: Demo, url: string, keep: Keep): Promise<void> => {
  const args = ['dev/identity-provider/main.ts'];
  const env = { IDENTITY_PROVIDER_SETTINGS: JSON.stringify(identityProviderSettings(demo, url)) };
  return whenReady((onLine) => keep(start('identity provider', args, { env, onLine })));
};

/** The connector, allowed to reach what runs on this machine; CONNECTOR_EXTRA_CA adds an authority to trust. */
export const startConnector = (
  demo: Demo,
  secrets: NodeJS.Dict<string>,
  keep: Keep,
): Promise<void> => {
  const authorities = [join(certificates, 'ca.pem'), process.env.CONNECTOR_EXTRA_CA ?? ''];
  const trusted = join(state, 'trusted.pem');
  const pems = authorities.filter((file) => file !== '').map((file) => readFileSync(file, 'utf8'));
  writeFileSync(trusted, pems.join('\n'));
  const env = {
    PORT: String(demo.connectorPort),
    HOST: '127.0.0.1',
    CONNECTOR_HMAC_KEY: secrets.CONNECTOR_HMAC_KEY ?? '',
    CONNECTOR_HMAC_KEY_RETIRING: secrets.CONNECTOR_HMAC_KEY_RETIRING ?? '',
    CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
    CONNECTOR_ALLOWED_PORTS: process.env.CONNECTOR_ALLOWED_PORTS ?? '1024-65535',
    CONNECTOR_EXTRA_CA: trusted,
  };
  return whenReady((onLine) => keep(start('connector', ['connector/server.ts'], { env, onLine })));
};

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );

const OPTIONAL =
  /^(?:SETUP_TOKEN|OPERATOR_TOKEN|ENCRYPTION_KEYS_RETIRING|(?:GOOGLE|MICROSOFT)_\w+)$/;

type WorkerOptions = {
  port: number;
  url: string;
  verbose: boolean;
  secrets: NodeJS.Dict<string>;
};

/** Both Workers and the pages under `wrangler dev`; resolves once the API answers. */
export const startWorkers = async (
  { port, url, verbose, secrets }: WorkerOptions,
  keep: Keep,
): Promise<void> => {
  // Of the --env-file wrangler passes on only what the config declares: --var has to bring the rest.
  const optional = Object.entries(secrets).flatMap(([name, value]) =>
    OPTIONAL.test(name) && value ? ['--var', `${name}:${value}`] : [],
  );
  const args = [
    ...[at('node_modules/wrangler/bin/wrangler.js'), 'dev'],
    ...['-c', 'wrangler.toml', '-c', 'connector/wrangler.toml'],
    ...['--ip', '127.0.0.1', '--port', String(port)],
    ...['--inspector-port', String(await freePort())],
    ...['--env-file', environmentFile, '--persist-to', persisted],
    ...['--var', `PUBLIC_URL:${url}`, ...optional],
    ...['--show-interactive-dev-session', 'false'],
  ];
  const onLine = (line: string) => {
    const shown = verbose ? line : worthShowing(line);
    if (shown !== null) console.log(shown);
  };
  // What the shell has under these names would go before the stand's own.
  const env = { ...OFFLINE, WRANGLER_LOG: 'log', ...secrets };
  const workers = keep(start('worker', args, { env, onLine }));
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    if (Date.now() > deadline) {
      throw new Error(`The worker does not answer. The last it said:\n\n${workers.lastLines()}`);
    }
    await sleep(POLL_MS);
  }
};
