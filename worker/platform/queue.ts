/** A queue as who fills it sees it. Messages arrive at least once, in no order. */
export type Outbox<Body = unknown> = {
  /** Rejects where the queue does not take them; some may be in it all the same. */
  send(bodies: readonly Body[], delaySeconds?: number): Promise<void>;
  /** How many messages wait; `null` where nobody can tell. */
  depth(): Promise<number | null>;
};

/** Of each sending: a queue takes at most 100 messages and 256 KB at once. */
const MOST_AT_ONCE = 50;

/** Fills a queue that a Worker is bound to. */
export const outboxOf = (queue: Pick<Queue, 'sendBatch' | 'metrics'>): Outbox => ({
  async send(bodies, delaySeconds = 0) {
    for (let at = 0; at < bodies.length; at += MOST_AT_ONCE) {
      const messages = bodies.slice(at, at + MOST_AT_ONCE).map((body) => ({ body }));
      await queue.sendBatch(messages, { delaySeconds });
    }
  },
  async depth() {
    const metrics = await queue.metrics().catch(() => null);
    return metrics?.backlogCount ?? null;
  },
});
