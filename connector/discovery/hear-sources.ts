import { describeError, type Log } from '../log.ts';
import { elapsedMs } from '../protocol-run.ts';
import { isOurs, outcomeOf } from './outcome.ts';
import type { Heard, Source } from './source.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Asks everybody at the same time, the most trusted first in the list, and waits until nobody is left
 * who could still say something better than the best heard, or until `signal` aborts. Who was asked
 * and not waited for is `too-slow`. One source's failure is its own; never rejects.
 */
export const hearSources = async (
  sources: readonly Source[],
  { signal, log }: { signal: AbortSignal; log: Log },
): Promise<Heard[]> => {
  const startedAt = performance.now();
  const heard: (Heard | undefined)[] = sources.map(() => undefined);
  const record = (index: number, source: Source, rest: Pick<Heard, 'answer'> & Outcome) => {
    const { outcome, answer } = rest;
    const { who } = source;
    const asked = { source: source.source, who, outcome, ms: elapsedMs(startedAt) };
    heard[index] = { asked, answer };
  };
  const asking = sources.map(async (source, index) => {
    try {
      const answer = await source.ask(signal);
      record(index, source, { answer, outcome: answer ? 'found' : 'nothing' });
    } catch (error) {
      if (signal.aborted) return;
      if (isOurs(error))
        log('discovery-failed', { reason: source.source, ...describeError(error) });
      record(index, source, { answer: null, outcome: outcomeOf(error) });
    }
  });
  // In the order of trust: the first who has something to say makes all that follow unnecessary.
  try {
    for (const [index, each] of asking.entries()) {
      await untilAborted(each, signal);
      if (heard[index]?.answer) break;
    }
  } catch {}
  sources.forEach((source, index) => {
    if (!heard[index]) record(index, source, { answer: null, outcome: 'too-slow' });
  });
  return heard.filter((each) => each !== undefined);
};

type Outcome = { outcome: Heard['asked']['outcome'] };
