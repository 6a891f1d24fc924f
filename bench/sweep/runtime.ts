// One workerd with the real Worker, for its API, and the measured one, which has the queues.
import { readFileSync } from 'node:fs';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_readConfig as readConfig } from 'wrangler';
import { at } from '../../dev/stand/paths.ts';
import { readCompatibility } from '../api/bundle.ts';
import { ORIGIN, persistedIn, secrets } from '../api/runtime.ts';

const LOOPBACK = '127.0.0.1';

export const OPERATOR_TOKEN = 'the-bench-is-the-operator-of-what-it-measures';

export const workers = ['api', 'sweep'] as const;
type WorkerName = (typeof workers)[number];
export type Bundles = Record<WorkerName, string>;

export type Runtime = {
  urls: Record<WorkerName, URL>;
  /** The process; null where it can't be told. */
  pid: number | null;
  dispose: () => Promise<void>;
};

/** What the Workers are told beside the keys. */
export type Setting = { connector: { url: string; hmacKey: string } | null; interval: number };

type Producer = { binding: string; queue: string };
type Consumer = {
  queue: string;
  max_batch_size: number;
  max_batch_timeout: number;
  max_retries: number;
  retry_delay: number;
  dead_letter_queue?: string;
};

// As they are deployed.
const queues = () => {
  const { queues: read } = readConfig({ config: at('wrangler.toml') });
  const { producers, consumers } = read as { producers: Producer[]; consumers: Consumer[] };
  const consumed = consumers.map((each) => [
    each.queue,
    {
      maxBatchSize: each.max_batch_size,
      maxBatchTimeout: each.max_batch_timeout,
      maxRetries: each.max_retries,
      retryDelay: each.retry_delay,
      deadLetterQueue: each.dead_letter_queue,
    },
  ]);
  return {
    queueProducers: Object.fromEntries(producers.map(({ binding, queue }) => [binding, queue])),
    queueConsumers: Object.fromEntries(consumed),
  };
};

const childNamed = (name: string): number | null => {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
    const pids = children.trim().split(' ').map(Number);
    const commandOf = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return pids.find((pid) => commandOf(pid) === name) ?? null;
  } catch {
    return null;
  }
};

const neverCalled = (): never => {
  throw new Error('Nothing is asked of the connector yet.');
};

/** Starts workerd on the database in a folder. */
export const startRuntime = async (
  folder: string,
  bundles: Bundles,
  { connector, interval }: Setting,
): Promise<Runtime> => {
  const { compatibility_date, compatibility_flags } = readCompatibility();
  const { queueProducers, queueConsumers } = queues();
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
        bindings: {
          ...secrets,
          ...(connector && { CONNECTOR_HMAC_KEY: connector.hmacKey }),
          ...{ PUBLIC_URL: ORIGIN, CHECK_INTERVAL_MINUTES: String(interval), OPERATOR_TOKEN },
        },
        d1Databases: { DB: 'bench' },
        queueProducers,
        ...(name === 'sweep' && { queueConsumers }),
        serviceBindings: {
          CONNECTOR: connector
            ? { external: { address: new URL(connector.url).host, http: {} } }
            : neverCalled,
        },
        unsafeDirectSockets: [{ host: LOOPBACK, port: 0 }],
      })),
    }),
  );
  await miniflare.ready;
  const pairs = workers.map(async (name) => [name, await miniflare.unsafeGetDirectURL(name)]);
  const urls = Object.fromEntries(await Promise.all(pairs)) as Runtime['urls'];
  return { urls, pid: childNamed('workerd'), dispose: () => miniflare.dispose() };
};
