// How many tests a second, and with how much memory and CPU, when many are under way at once.
import { setTimeout as delay } from 'node:timers/promises';
import type { RealServers } from '../../dev/real-servers/start.ts';
import { ask } from './ask.ts';
import { startBare } from './bare-process.ts';
import { startConnector } from './connector-process.ts';
import { crowd } from './crowd.ts';
import { type Pair, pairOf, type Tested } from './pair.ts';
import { cpuMs, peakMb } from './process-cost.ts';
import { median } from './quantile.ts';
import { type Section, table, type Verdict, verdict } from './table.ts';
import { dovecotAndPostfix } from './targets.ts';
import { troubles } from './troubles.ts';

const WARM_UP = 20;
const TESTS_PER_TENANT = 5;
/** However small the crowd, so many tests make a turn: less is over before it has begun. */
const LEAST_TESTS = 300;
const LEAST_PART = 0.9;
const MOST_MB = 250;
/** A turn that takes longer is ended; what is left of it has failed. */
const TURN_LIMIT_MS = 120_000;

/** One turn of one voice. */
type Turn = { tests: Tested[]; perSecond: number; peakMb: number; cpuMsPerTest: number };

type Job = { servers: RealServers; pairs: Pair[]; atOnce: number; total: number };

const figures = (tests: Tested[], ms: number, peak: number, cpu: number): Turn => ({
  tests,
  perSecond: (tests.filter(({ ok }) => ok).length * 1000) / ms,
  peakMb: peak,
  cpuMsPerTest: cpu / tests.length,
});

// Both are started anew for each turn, so that none pays for the memory of an earlier one.
const ourTurn = async ({ servers, pairs, atOnce, total }: Job): Promise<Turn> => {
  const connector = await startConnector(servers.caFile);
  try {
    const one = (number: number) => ask(connector, pairs[number % pairs.length] as Pair);
    await crowd(Math.min(atOnce, WARM_UP), WARM_UP, one);
    const cpuBefore = cpuMs(connector.pid);
    const startedAt = performance.now();
    const tests = await withinLimit(crowd(atOnce, total, one), total);
    const ms = performance.now() - startedAt;
    return figures(tests, ms, peakMb(connector.pid), cpuMs(connector.pid) - cpuBefore);
  } finally {
    await connector.stop();
  }
};

const bareTurn = async ({ servers: { ca }, pairs, atOnce, total }: Job): Promise<Turn> => {
  const bare = startBare();
  try {
    await bare.run({ ca, pairs, atOnce: Math.min(atOnce, WARM_UP), total: WARM_UP });
    const cpuBefore = cpuMs(bare.pid);
    const startedAt = performance.now();
    const done = bare.run({ ca, pairs, atOnce, total });
    const tests = await withinLimit(done, total);
    const ms = performance.now() - startedAt;
    return figures(tests, ms, peakMb(bare.pid), cpuMs(bare.pid) - cpuBefore);
  } finally {
    await bare.stop();
  }
};

const withinLimit = (tests: Promise<Tested[]>, total: number): Promise<Tested[]> => {
  const none = { ok: false, ms: TURN_LIMIT_MS, endedAt: { imap: 0, smtp: 0 }, trouble: 'too slow' };
  const late = delay(
    TURN_LIMIT_MS,
    Array.from({ length: total }, () => none),
    { ref: false },
  );
  return Promise.race([tests, late]);
};

type Turns = { ours: Turn[]; bare: Turn[] };

const takeTurns = async (job: Job, turns: number): Promise<Turns> => {
  const taken: Turns = { ours: [], bare: [] };
  for (let turn = 0; turn < turns; turn++) {
    // Who begins changes, as the servers are colder for the first.
    if (turn % 2 === 0) taken.ours.push(await ourTurn(job));
    taken.bare.push(await bareTurn(job));
    if (turn % 2 === 1) taken.ours.push(await ourTurn(job));
  }
  return taken;
};

const of = (turns: readonly Turn[], part: 'perSecond' | 'cpuMsPerTest') =>
  turns.reduce((sum, turn) => sum + turn[part], 0) / turns.length;
const peakOf = (turns: readonly Turn[]) => Math.max(...turns.map(({ peakMb }) => peakMb));
const testsOf = (turns: readonly Turn[]) => turns.flatMap(({ tests }) => tests);
const failed = (turns: readonly Turn[]) => troubles(testsOf(turns)) || 'none';

const rowOf = (name: string, { ours, bare }: Turns): string[] => {
  const ratio = of(ours, 'perSecond') / of(bare, 'perSecond');
  const pair = (figure: (turns: readonly Turn[]) => number) =>
    [ours, bare].map((turns) => figure(turns).toFixed(1));
  return [
    name,
    ...pair((turns) => of(turns, 'perSecond')),
    ratio.toFixed(2),
    ...pair(peakOf),
    ...pair((turns) => of(turns, 'cpuMsPerTest')),
    ...pair((turns) => median(testsOf(turns).map(({ ms }) => ms)) / 1000),
    ...[failed(ours), failed(bare)],
  ];
};

const verdictsOf = (name: string, { ours, bare }: Turns): Verdict[] => {
  const part = of(ours, 'perSecond') / of(bare, 'perSecond');
  const peak = peakOf(ours);
  const wrong = failed(ours);
  return [
    verdict(
      part >= LEAST_PART,
      `at least ${LEAST_PART} of the bare pair's tests a second, ${name}: ${part.toFixed(2)}`,
    ),
    verdict(peak < MOST_MB, `peak below ${MOST_MB} MB, ${name}: ${peak.toFixed(0)}`),
    verdict(wrong === 'none', `every test succeeds, ${name}; failed: ${wrong}`),
  ];
};

const HEADS = [
  ...['at once', 'ours /s', 'bare /s', 'ratio', 'ours MB', 'bare MB'],
  ...['ours CPU ms', 'bare CPU ms', 'ours p50 s', 'bare p50 s', 'ours failed', 'bare failed'],
];

/** The table of crowds: half the tests over TLS, half with STARTTLS. */
export const throughput = async (
  servers: RealServers,
  crowds: readonly number[],
  turns: number,
): Promise<Section> => {
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  for (const atOnce of crowds) {
    const tenants = Math.ceil(atOnce / TESTS_PER_TENANT);
    const targets = dovecotAndPostfix(servers);
    const pairs = Array.from({ length: tenants }, (_, tenant) =>
      servers.accounts.flatMap((account) =>
        targets.map((target) => pairOf(target, account, `tenant-${tenant}`)),
      ),
    );
    // A column of all tenants, then the next: neighbours are of different tenants.
    const columns = pairs[0]?.map((_, at) => pairs.map((row) => row[at] as Pair)) ?? [];
    const job = { servers, pairs: columns.flat(), atOnce, total: Math.max(atOnce, LEAST_TESTS) };
    const taken = await takeTurns(job, turns);
    const name = `${atOnce.toLocaleString('en')} at once`;
    rows.push(rowOf(atOnce.toLocaleString('en'), taken));
    verdicts.push(...verdictsOf(name, taken));
  }
  const text = `${table(HEADS, rows)}

/s       tests that succeeded, a second, until the last of the crowd was done
MB       the most that was in memory at any moment, since the process began
CPU ms   of the process, for each test; who asks the connector over HTTP is not in it, but takes its
         part of the same cores, as the servers do`;
  return { title: `Many at once, ${turns} turns each`, text, verdicts };
};
