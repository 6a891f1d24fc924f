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

type Waiting = { tenant: string; start: () => void };

/**
 * Bounds the tests that run at once and those that wait, in all and per tenant. First come, first
 * served, but a tenant at its own bound holds nobody up.
 */
export const createConcurrency = (bounds: {
  maxTests: number;
  maxTestsPerTenant: number;
  maxQueue: number;
  maxQueuePerTenant: number;
}): Concurrency => {
  const perTenant = new Map<string, number>();
  const queue: Waiting[] = [];
  let running = 0;

  const mayStart = (tenant: string) =>
    running < bounds.maxTests && (perTenant.get(tenant) ?? 0) < bounds.maxTestsPerTenant;
  const count = (tenant: string, change: 1 | -1) => {
    running += change;
    const left = (perTenant.get(tenant) ?? 0) + change;
    if (left > 0) perTenant.set(tenant, left);
    else perTenant.delete(tenant);
  };
  const startNext = () => {
    const index = queue.findIndex(({ tenant }) => mayStart(tenant));
    const [next] = index < 0 ? [] : queue.splice(index, 1);
    next?.start();
  };
  const leaveRunning = (tenant: string) => {
    count(tenant, -1);
    startNext();
  };

  return {
    running: () => running,
    queued: () => queue.length,
    enter: (tenant) => {
      if (mayStart(tenant)) {
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
