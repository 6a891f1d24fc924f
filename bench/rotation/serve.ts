// One deployment in a process of its own, so that it can be killed.
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { readCompatibility } from '../api/bundle.ts';
import { persistedIn } from '../api/runtime.ts';
import type { Deployment } from './deployment.ts';

const LOOPBACK = '127.0.0.1';
const CRON_EVERY_MS = 500;

const { folder, script, bindings }: Deployment = JSON.parse(process.argv[2] ?? '{}');
const { compatibility_date, compatibility_flags } = readCompatibility();

const neverCalled = (): never => {
  throw new Error('Nothing here asks the connector.');
};

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    host: LOOPBACK,
    cf: false,
    telemetry: { enabled: false },
    resourcePersistencePath: persistedIn(folder),
    handleStructuredLogs: () => {},
    workers: [
      {
        name: 'api',
        modules: true,
        scriptPath: script,
        compatibilityDate: compatibility_date,
        compatibilityFlags: compatibility_flags,
        bindings,
        d1Databases: { DB: 'bench' },
        queueProducers: { JOBS: 'letterbox-jobs', CHECKS: 'letterbox-checks' },
        queueConsumers: {
          'letterbox-jobs': { maxBatchSize: 1, maxBatchTimeout: 0, maxRetries: 3 },
        },
        serviceBindings: { CONNECTOR: neverCalled },
        unsafeDirectSockets: [{ host: LOOPBACK, port: 0 }],
      },
    ],
  }),
);
await miniflare.ready;
type Scheduled = { scheduled: (options: { cron: string }) => Promise<unknown> };

const worker = (await miniflare.getWorker('api')) as unknown as Scheduled;
// What fails here, the next one makes good.
const cron = async () => {
  await worker.scheduled({ cron: '* * * * *' }).catch(() => {});
  setTimeout(cron, CRON_EVERY_MS);
};
process.once('message', cron);

// Left alone: nobody is there to ask any more.
process.once('disconnect', () => process.exit());

const url = await miniflare.unsafeGetDirectURL('api');
console.log(JSON.stringify({ ready: true, url }));
