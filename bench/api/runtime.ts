// The Workers side by side in one workerd, all on one D1.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { readCompatibility } from './bundle.ts';

const LOOPBACK = '127.0.0.1';

export const ORIGIN = 'https://letterbox.test';

/** Keys of this run: nothing outlives it. */
export const secrets = {
  AUTH_SECRET: randomBytes(32).toString('base64'),
  ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  CONNECTOR_HMAC_KEY: randomBytes(32).toString('base64'),
};

export const workers = ['api', 'session', 'recording', 'floor'] as const;
export type WorkerName = (typeof workers)[number];
export type Bundles = Record<WorkerName, string>;

export type Runtime = { urls: Record<WorkerName, URL>; dispose: () => Promise<void> };

/** Where Miniflare keeps its D1, under the bench's folder. */
export const persistedIn = (folder: string): string => join(folder, 'state');

const neverCalled = (): never => {
  throw new Error('Nothing measured here asks the connector.');
};

/** Starts workerd. Each Worker has a socket of its own, so that nothing stands in front of it. */
export const startRuntime = async (folder: string, bundles: Bundles): Promise<Runtime> => {
  const { compatibility_date, compatibility_flags } = readCompatibility();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: LOOPBACK,
      cf: false,
      telemetry: { enabled: false },
      resourcePersistencePath: persistedIn(folder),
      // The Worker's log lines are written and read, as they would be, but not shown.
      handleStructuredLogs: () => {},
      workers: workers.map((name) => ({
        name,
        modules: true,
        scriptPath: bundles[name],
        compatibilityDate: compatibility_date,
        compatibilityFlags: compatibility_flags,
        bindings: { ...secrets, PUBLIC_URL: ORIGIN },
        d1Databases: { DB: 'bench' },
        serviceBindings: { CONNECTOR: neverCalled },
        unsafeDirectSockets: [{ host: LOOPBACK, port: 0 }],
      })),
    }),
  );
  await miniflare.ready;
  const pairs = workers.map(async (name) => [name, await miniflare.unsafeGetDirectURL(name)]);
  const urls = Object.fromEntries(await Promise.all(pairs)) as Runtime['urls'];
  return { urls, dispose: () => miniflare.dispose() };
};
