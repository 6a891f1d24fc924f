import type { Deps } from './deps.ts';
import { sendAlerts } from './domains/health/alerts/send.ts';
import { writeAlerts } from './domains/health/alerts/tell.ts';
import { takeDeadLetters } from './domains/health/dead-letters.ts';
import { queueDue } from './domains/health/due.ts';
import { sweep } from './domains/health/sweep.ts';
import { takeChecks } from './domains/health/take-checks.ts';
import { tidy } from './domains/health/tidy.ts';
import { beginReseal } from './domains/keys/begin-reseal.ts';
import { missingKeys } from './domains/keys/missing-keys.ts';
import { takeReseal } from './domains/keys/take-reseal.ts';
import { announceSecrets } from './domains/operator/announce-secrets.ts';
import { describeError } from './platform/log.ts';

/** What is done every minute; what one leaves undone, the next minute does. */
const jobs: Record<string, (deps: Deps, now: Date) => Promise<void>> = {
  sweep,
  due: queueDue,
  alerts: (deps) => writeAlerts(deps).finally(() => sendAlerts(deps)),
  secrets: announceSecrets,
  tidy,
  reseal: beginReseal,
};

const takeJobs = async (deps: Deps, { messages }: MessageBatch): Promise<void> => {
  for (const { body } of messages) await takeReseal(deps, body);
};

/** Who takes the messages of each queue. */
const consumers: Record<string, (deps: Deps, batch: MessageBatch) => Promise<void>> = {
  'letterbox-checks': takeChecks,
  'letterbox-jobs': takeJobs,
  'letterbox-dead': takeDeadLetters,
};

/** Runs all that is due in a minute. What fails is told to the log, and holds nothing else up. */
export const everyMinute = async (deps: Deps, now: Date): Promise<void> => {
  // What can't be opened would look broken, and be marked so.
  if ((await missingKeys(deps)).length > 0) return;
  const runs = Object.entries(jobs).map(([code, run]) =>
    run(deps, now).catch((error: unknown) =>
      deps.log('error', 'job-failed', { code, error: describeError(error) }),
    ),
  );
  await Promise.all(runs);
};

/** Hands a queue's messages to whoever takes them. Rejects, so that they come again, where nobody does. */
export const takeBatch = async (deps: Deps, batch: MessageBatch): Promise<void> => {
  const take = consumers[batch.queue];
  if (take === undefined) throw new Error(`Nobody takes the messages of ${batch.queue}.`);
  // It is queued anew once the key is there.
  if (take !== takeDeadLetters && (await missingKeys(deps)).length > 0) return batch.ackAll();
  await take(deps, batch);
};
