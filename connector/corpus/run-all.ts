import { DEADLINES, type Deadlines } from '../deadlines.ts';
import type { Case } from './case.ts';
import { makeCertificates } from './certificates.ts';
import { type Ran, runCase } from './run-case.ts';

/** Long enough for a busy machine. The whole has more: no case is about both. */
export const SHORT: Deadlines = {
  resolveMs: 500,
  stageMs: 3_000,
  testMs: 15_000,
  silenceMs: 90,
  secondLookMs: 150,
  probeMs: 500,
  lingerMs: 100,
};

/** The connector's own, but for the socket that nobody waits for. */
export const REAL: Deadlines = { ...DEADLINES, lingerMs: 100 };

const certificates = makeCertificates();

// What does not end by a deadline must not end by one that is too short for a busy machine.
const runOne = async (one: Case, patience: Deadlines): Promise<Ran> =>
  runCase(one, { certificates: await certificates, deadlines: one.slow ? patience : REAL });

/** Begins to run all cases, so many at once; gives what comes of each, in their order. */
export const runAll = (
  all: readonly Case[],
  { patience, atOnce }: { patience: Deadlines; atOnce: number },
): { one: Case; ran: Promise<Ran> }[] => {
  const waiting = all.map((one) => ({ one, result: Promise.withResolvers<Ran>() }));
  const queue = waiting.values();
  const work = async () => {
    for (const { one, result } of queue) {
      await runOne(one, patience).then(result.resolve, result.reject);
    }
  };
  for (let worker = 0; worker < atOnce; worker += 1) void work();
  return waiting.map(({ one, result: { promise } }) => {
    // Looked at later: a case that breaks must not end the process before.
    promise.catch(() => {});
    return { one, ran: promise };
  });
};
