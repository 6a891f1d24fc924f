/** A place among the running tests, or in the queue before them. */
export type Place = {
  /** Whether the test has to wait; `turn` settles at once where it doesn't. */
  queued: boolean;
  turn: Promise<void>;
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

/**
 * Bounds the tests that run at once and those that wait, in all and per tenant. Next is who has
 * the fewest running, then who came first; a tenant at its own bound holds nobody up. While `keepsUp`, where it is given, says no, tests
 * wait although there is room: rather a few in time than all too late.
 */
export const createConcurrency = (bounds: Bounds, keepsUp?: () => boolean): Concurrency => {
  const perTenant = new Map<string, number>();
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
  /** One of the starts that the process can bear now; there are new ones at every look. */
  const takeStart = (): boolean => {
    if (!keepsUp) return true;
    lookLater();
    if (startable === 0 || !keepsUp()) return false;
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
  const leaveRunning = (tenant: string) => {
    count(tenant, -1);
    startNext();
  };

  return {
    running: () => running,
    queued: () => queue.length,
    enter: (tenant) => {
      const isFirst = !queue.some((waiting) => hasRoom(waiting.tenant));
      if (isFirst && hasRoom(tenant) && takeStart()) {
        count(tenant, 1);
        return { queued: false, turn: Promise.resolve(), leave: once(() => leaveRunning(tenant)) };
      }
      const ahead = queue.filter((waiting) => waiting.tenant === tenant).length;
      if (queue.length >= bounds.maxQueue || ahead >= bounds.maxQueuePerTenant) return null;
      const turn = Promise.withResolvers<void>();
      const waiting = {
        tenant,
        start: () => {
          count(tenant, 1);
          turn.resolve();
        },
      };
      queue.push(waiting);
      const leave = () => {
        const index = queue.indexOf(waiting);
        if (index < 0) return leaveRunning(tenant);
        queue.splice(index, 1);
      };
      return { queued: true, turn: turn.promise, leave: once(leave) };
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
