import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { Deps } from '../deps.ts';

/** So many ids are in no other message of the tests: it is known by them in the log. */
const IDS = Array.from({ length: 97 }, () => 'inb_nobody');
const PATIENCE = { timeout: 30_000, interval: 10 };

/**
 * Waits until the queue of checks has nothing more of what a test has sent. Its consumer takes one batch
 * after the other, so that all before a message have been worked on when that one has. What was left over
 * would be worked on in the next test, and be counted there.
 */
export const queueAtRest = async (deployment: Deps): Promise<void> => {
  const { log } = deployment;
  let isOver = false;
  deployment.log = (level, event, fields = {}) => {
    const { reason } = fields as { reason?: string };
    isOver ||= event === 'checks' && reason?.startsWith(`${IDS.length} asked for`) === true;
    log(level, event, fields);
  };
  await env.CHECKS.send({ kind: 'checks', part: null, ids: IDS });
  await vi.waitUntil(() => isOver, PATIENCE);
};
