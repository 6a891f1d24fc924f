/** A place among the running tests, or in the queue before them. */
export type Place = {
  /** Whether the test has to wait; `turn` settles at once where it doesn't. */
  queued: boolean;
  turn: Promise<void>;
  /** Something has happened in it: it counts as active for a moment. */
  touch(): void;
  /** Gives the place up, running or waiting. May be called more than once. */
  leave(): void;
};

export type Concurrency = {
  /** `null` when the queue is full. */
  enter(tenant: string): Place | null;
  running(): number;
  queued(): number;
};

export type Bounds = {
  maxTests: number;
  maxTestsPerTenant: number;
  maxQueue: number;
  maxQueuePerTenant: number;
};

type Waiting = { tenant: string; start: () => void };

/** How often those who wait for the process to keep up are looked at again. */
const RETRY_MS = 10;
/** How many may start between two looks: what they cost is seen only afterwards. */
const STARTS_A_LOOK = 4;
/** How long after its last event a test still counts as active: longer, and it waits for its server. */
const ACTIVE_MS = 300;
/** More at once only wait for one another, and for the servers that they share. */
const MAX_ACTIVE = 32;

/**
 * Bounds the tests that run at once and those that wait, in all and per tenant. Next is who has
 * the fewest running, then who came first; a tenant at its own bound holds nobody up. While `keepsUp`, where it is given, says no, or
 * as many as the process can bear are active, tests wait although there is room: rather a few in time than all too late.
 */
export const createConcurrency = (bounds: Bounds, keepsUp?: () => boolean): Concurrency => {
  const perTenant = new Map<string, number>();
  /** When something last happened in each that runs. */
  const lastEvents = new Map<object, number>();
  const queue: Waiting[] = [];
  let running = 0;
  let startable = STARTS_A_LOOK;
  let timer: NodeJS.Timeout | undefined;

  const hasRoom = (tenant: string) =>
    running < bounds.maxTests && (perTenant.get(tenant) ?? 0) < bounds.maxTestsPerTenant;
  /** Whoever has the fewest running, and of those the first: a tenant with many holds up nobody with none. */
  const nextOf = (startableNow: readonly Waiting[]): Waiting | undefined => {
    const runningOf = ({ tenant }: Waiting) => perTenant.get(tenant) ?? 0;
    const fewest = Math.min(...startableNow.map(runningOf));
    return startableNow.find((waiting) => runningOf(waiting) === fewest);
  };
  const count = (tenant: string, change: 1 | -1) => {
    running += change;
    const left = (perTenant.get(tenant) ?? 0) + change;
    if (left > 0) perTenant.set(tenant, left);
    else perTenant.delete(tenant);
  };
  const lookLater = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      startable = STARTS_A_LOOK;
      startNext();
    }, RETRY_MS);
  };
  const active = (): number => {
    const since = performance.now() - ACTIVE_MS;
    let found = 0;
    for (const at of lastEvents.values()) if (at > since) found += 1;
    return found;
  };
  /** One of the starts that the process can bear now; there are new ones at every look. */
  const takeStart = (): boolean => {
    if (!keepsUp) return true;
    lookLater();
    if (startable === 0 || !keepsUp() || active() >= MAX_ACTIVE) return false;
    startable -= 1;
    return true;
  };
  const startNext = () => {
    for (;;) {
      const next = nextOf(queue.filter(({ tenant }) => hasRoom(tenant)));
      if (next === undefined || !takeStart()) return;
      queue.splice(queue.indexOf(next), 1);
      next.start();
    }
  };
  const begin = (tenant: string, key: object) => {
    count(tenant, 1);
    lastEvents.set(key, performance.now());
  };
  const leaveRunning = (tenant: string, key: object) => {
    lastEvents.delete(key);
    count(tenant, -1);
    startNext();
  };
  const touch = (key: object) => {
    if (lastEvents.has(key)) lastEvents.set(key, performance.now());
  };

  return {
    running: () => running,
    queued: () => queue.length,
    enter: (tenant) => {
      const isFirst = !queue.some((waiting) => hasRoom(waiting.tenant));
      if (isFirst && hasRoom(tenant) && takeStart()) {
        const key = {};
        begin(tenant, key);
        return {
          queued: false,
          turn: Promise.resolve(),
          touch: () => touch(key),
          leave: once(() => leaveRunning(tenant, key)),
        };
      }
      const ahead = queue.filter((waiting) => waiting.tenant === tenant).length;
      if (queue.length >= bounds.maxQueue || ahead >= bounds.maxQueuePerTenant) return null;
      const turn = Promise.withResolvers<void>();
      const waiting: Waiting = {
        tenant,
        start: () => {
          begin(tenant, waiting);
          turn.resolve();
        },
      };
      queue.push(waiting);
      const leave = () => {
        const index = queue.indexOf(waiting);
        if (index < 0) return leaveRunning(tenant, waiting);
        queue.splice(index, 1);
      };
      return {
        queued: true,
        turn: turn.promise,
        touch: () => touch(waiting),
        leave: once(leave),
      };
    },
  };
};

const once = (act: () => void): (() => void) => {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
};
