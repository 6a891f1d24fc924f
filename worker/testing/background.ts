import { env } from 'cloudflare:workers';
import { onTestFinished, vi } from 'vitest';
import { everyMinute } from '../background.ts';
import { deployment } from '../deployment.ts';
import { type Deps } from '../deps.ts';
import { newId } from '../platform/ids.ts';
import type { Outbox } from '../platform/queue.ts';
import { queueAtRest } from './queue-at-rest.ts';

const MINUTE_MS = 60_000;
const PATIENCE = { timeout: 45_000, interval: 20 };

type Sent = { body: unknown; delaySeconds: number };
type Delayed = { due: number; bodies: readonly unknown[]; queue: Outbox };
export type LogLine = { level: string; event: string } & Record<string, unknown>;

const usual = { ...deployment };

/** The beginning of the hour that it is: sessions and certificates are good then. */
export const thisHour = (): Date => new Date(Date.now() - (Date.now() % (60 * MINUTE_MS)));

/**
 * The Worker's own deployment at another time, and as a test changes it: the API, the cron, the real
 * queues and whoever takes their messages see the clock that is set here. What is sent with a delay
 * comes when that clock says so. Ends with the test.
 */
export const background = (changes: Partial<Deps> = {}, start: Date = thisHour()) => {
  let clock = start.getTime();
  const sent: Sent[] = [];
  const log: LogLine[] = [];
  let delayed: Delayed[] = [];
  let hasPut = false;

  const watched = (queue: Outbox): Outbox => ({
    depth: queue.depth,
    async send(bodies, delaySeconds = 0) {
      for (const body of bodies) sent.push({ body, delaySeconds });
      if (delaySeconds === 0) await queue.send(bodies);
      else delayed.push({ due: clock + delaySeconds * 1000, bodies, queue });
    },
  });

  const deliverDelayed = async (): Promise<void> => {
    const due = delayed.filter((each) => each.due <= clock);
    delayed = delayed.filter((each) => each.due > clock);
    for (const { queue, bodies } of due) await queue.send(bodies);
  };

  const now = () => new Date(clock);
  const queues = changes.queues ?? usual.queues;
  Object.assign(deployment, {
    now,
    newId: (prefix: string) => newId(prefix, now()),
    log: (level: string, event: string, fields = {}) => void log.push({ level, event, ...fields }),
    ...changes,
    queues: { checks: watched(queues.checks), jobs: watched(queues.jobs) },
  } satisfies Partial<Deps>);

  const end = () => Object.assign(deployment, usual);
  onTestFinished(async () => {
    if ((sent.length > 0 || hasPut) && changes.queues === undefined) await queueAtRest(deployment);
    end();
  });

  const cron = async (): Promise<void> => {
    await deliverDelayed();
    await everyMinute(deployment, now());
  };

  return {
    now,
    sent,
    log,
    deps: deployment,
    /** How many lines of the log tell of an event. */
    told: (event: string) => log.filter((line) => line.event === event).length,
    /** Lets time pass, with no cron in it. */
    pass(minutes: number): void {
      clock += minutes * MINUTE_MS;
    },
    /** Changes what the deployment stands on from now on. */
    change: (more: Partial<Deps>) => void Object.assign(deployment, more),
    /** The cron of this minute, as the runtime calls it. */
    cron,
    /** Lets so many minutes pass, and the cron come in the last of them. */
    async later(count: number): Promise<void> {
      clock += count * MINUTE_MS;
      await cron();
    },
    /** Waits until something holds, which the consumers of the queues bring about. */
    until: (what: () => unknown) => vi.waitFor(what, PATIENCE),
    end,
    /** Puts a message in the queue of checks, as anybody could who is bound to it. */
    put: async (body: unknown): Promise<void> => {
      hasPut = true;
      await env.CHECKS.send(body);
    },
  };
};

export type Background = ReturnType<typeof background>;
