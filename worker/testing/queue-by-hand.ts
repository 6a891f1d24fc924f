import { takeBatch } from '../background.ts';
import type { Deps } from '../deps.ts';
import type { Outbox } from '../platform/queue.ts';

type Waiting = { id: string; body: unknown; attempts: number };

const BATCH = 2;
const MOST_ATTEMPTS = 4;

/**
 * The queue of checks where a test says when it delivers: what was sent waits until then. What is given
 * back is delivered again, four times in all, and then goes to the dead letters.
 */
export const queueByHand = () => {
  let waiting: Waiting[] = [];
  let sent = 0;

  const put = (body: unknown) => waiting.push({ id: `message-${++sent}`, body, attempts: 1 });

  const outbox: Outbox = {
    send: async (bodies) => void bodies.forEach(put),
    depth: async () => waiting.length,
  };

  /** Hands over a batch; gives the messages that came back. */
  const hand = async (deps: Deps, queue: string, batch: readonly Waiting[]): Promise<Waiting[]> => {
    const back = new Set<Waiting>();
    const messages = batch.map(
      (each): Message => ({
        ...{ id: each.id, body: each.body, attempts: each.attempts, timestamp: deps.now() },
        ack: () => {},
        retry: () => void back.add(each),
      }),
    );
    const retryAll = () => batch.forEach((each) => back.add(each));
    const metrics = { backlogCount: 0, backlogBytes: 0 };
    const whole: MessageBatch = {
      ...{ queue, messages, retryAll, ackAll: () => {}, metadata: { metrics } },
    };
    // Whoever rejects has acknowledged nothing.
    await takeBatch(deps, whole).catch(retryAll);
    return [...back];
  };

  const again = async (deps: Deps, back: readonly Waiting[]): Promise<void> => {
    const [tired, others] = [true, false].map((isTired) =>
      back.filter(({ attempts }) => attempts >= MOST_ATTEMPTS === isTired),
    );
    if (tired?.length) await hand(deps, 'letterbox-dead', tired);
    for (const each of others ?? []) waiting.push({ ...each, attempts: each.attempts + 1 });
  };

  return {
    outbox,
    bodies: () => waiting.map(({ body }) => body),
    put,
    /** Delivers what waits now, in batches; what comes of it waits for the next time. */
    async deliver(deps: Deps): Promise<void> {
      const now = waiting;
      waiting = [];
      for (let at = 0; at < now.length; at += BATCH) {
        await again(deps, await hand(deps, 'letterbox-checks', now.slice(at, at + BATCH)));
      }
    },
  };
};
