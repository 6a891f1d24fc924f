// What a thousand servers that mean harm cost, and whether good ones are served among them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RealServers } from '../../dev/real-servers/start.ts';
import { ask } from './ask.ts';
import { startBare } from './bare-process.ts';
import { startConnector } from './connector-process.ts';
import { crowd } from './crowd.ts';
import { type HostilePorts, kinds } from './hostile-servers.ts';
import { type Pair, pairOf, type Tested } from './pair.ts';
import { cpuMs, forgetPeak, peakMb, residentMb } from './process-cost.ts';
import { type Section, table, verdict } from './table.ts';
import { dovecotAndPostfix } from './targets.ts';
import { troubles } from './troubles.ts';

const LIMIT_MS = 25_000;
const GOOD = 50;
/** Half of the good ones are in the burst itself; the others come while the hostile ones are under way. */
const LATER_SPACING_MS = 150;
const MOST_GROWTH_MB = 50;
const MOST_GOOD_MS = 2000;
const TESTS_PER_TENANT = 5;

/** Runs one test; who runs it is what is compared. */
type Run = (pair: Pair) => Promise<Tested>;
type Voice = { pid: number; run: Run; stop(): Promise<void> };

type Outcome = {
  growthMb: number;
  cpuMs: number;
  burst: Tested[];
  later: Tested[];
  hostile: Tested[];
};

const startHostile = async () => {
  const child = fork(fileURLToPath(new URL('./hostile-servers.ts', import.meta.url)), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [ports] = (await once(child, 'message')) as [HostilePorts];
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { ports, stop };
};

const hostilePair = ({ imap, smtp }: HostilePorts, number: number): Pair => {
  const kind = kinds[number % kinds.length] ?? 'silent';
  const login = {
    host: '127.0.0.1',
    security: 'none' as const,
    username: 'a@b.test',
    password: 'x',
  };
  return {
    tenant: `hostile-${Math.floor(number / TESTS_PER_TENANT)}`,
    imap: { ...login, port: imap[kind] },
    smtp: { ...login, port: smtp[kind], sender: 'a@b.test' },
  };
};

const goodPairs = (servers: RealServers): Pair[] => {
  const targets = dovecotAndPostfix(servers);
  return Array.from({ length: GOOD }, (_, number) => {
    const target = targets[number % targets.length];
    const account = servers.accounts[number % servers.accounts.length];
    if (!target || !account) throw new Error('There is nothing good to test.');
    return pairOf(target, account, `good-${Math.floor(number / TESTS_PER_TENANT)}`);
  });
};

const late = (ms: number): Promise<Tested> =>
  delay(
    ms,
    { ok: false, ms: LIMIT_MS, endedAt: { imap: 0, smtp: 0 }, trouble: 'never ended' },
    { ref: false },
  );

const attack = async (
  { pid, run }: Voice,
  good: readonly Pair[],
  hostile: readonly Pair[],
): Promise<Outcome> => {
  await crowd(GOOD, 2 * GOOD, (number) => run(good[number % GOOD] as Pair));
  const before = { mb: residentMb(pid), cpuMs: cpuMs(pid) };
  forgetPeak(pid);
  const startedAt = performance.now();
  const within = (pair: Pair) =>
    Promise.race([
      run(pair).catch(() => late(0)),
      late(LIMIT_MS - (performance.now() - startedAt)),
    ]);
  const inBurst = good.slice(0, GOOD / 2);
  const step = Math.floor(hostile.length / inBurst.length) || 1;
  const burst: Promise<Tested>[] = [];
  const attacking = hostile.map((pair, number) => {
    const next = number % step === step - 1 ? inBurst[burst.length] : undefined;
    if (next) burst.push(within(next));
    return within(pair);
  });
  const later = good.slice(inBurst.length).map(async (pair, number) => {
    await delay((number + 1) * LATER_SPACING_MS);
    return within(pair);
  });
  const outcomes = [attacking, burst, later].map((tests) => Promise.all(tests));
  const [hostileDone = [], burstDone = [], laterDone = []] = await Promise.all(outcomes);
  return {
    growthMb: ofLiving(() => peakMb(pid)) - before.mb,
    cpuMs: ofLiving(() => cpuMs(pid)) - before.cpuMs,
    burst: burstDone,
    later: laterDone,
    hostile: hostileDone,
  };
};

/** Infinite where the process did not live to tell. */
const ofLiving = (cost: () => number): number => {
  try {
    return cost();
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

const ourVoice = async ({ caFile }: RealServers): Promise<Voice> => {
  const connector = await startConnector(caFile);
  return { ...connector, run: (pair) => ask(connector, pair) };
};

const bareVoice = ({ ca }: RealServers): Voice => {
  const bare = startBare();
  const run: Run = async (pair) => {
    const [tested] = await bare.run({ ca, pairs: [pair], atOnce: 1, total: 1 });
    return tested as Tested;
  };
  return { ...bare, run };
};

const slowest = (tests: readonly Tested[]) => Math.max(...tests.map(({ ms }) => ms));

const rowOf = (name: string, { growthMb, cpuMs, burst, later, hostile }: Outcome): string[] => [
  name,
  growthMb.toFixed(1),
  (cpuMs / 1000).toFixed(1),
  (slowest(burst) / 1000).toFixed(2),
  (slowest(later) / 1000).toFixed(2),
  troubles([...burst, ...later]) || 'none',
  (slowest(hostile) / 1000).toFixed(1),
  `${hostile.filter(({ ok }) => ok).length}`,
];

const attackVoice = async (
  start: (servers: RealServers) => Promise<Voice> | Voice,
  servers: RealServers,
  tests: number,
) => {
  const hostile = await startHostile();
  const voice = await start(servers);
  try {
    const pairs = Array.from({ length: tests }, (_, number) => hostilePair(hostile.ports, number));
    return await attack(voice, goodPairs(servers), pairs);
  } finally {
    await Promise.all([voice.stop(), hostile.stop()]);
  }
};

const HEADS = [
  ...['', 'grown MB', 'CPU s', 'slowest good in the burst, s', 'and later', 'good failed'],
  ...['slowest hostile, s', 'hostile passed'],
];

/** The table of hostility: a third each of servers that drip, pour without an end, and stay silent. */
export const hostility = async (servers: RealServers, tests: number): Promise<Section> => {
  const ours = await attackVoice(ourVoice, servers, tests);
  const bare = await attackVoice(bareVoice, servers, tests);
  const good = [...ours.burst, ...ours.later];
  const wrong = troubles(good) || 'none';
  const worst = slowest(good);
  const text = `${table(HEADS, [rowOf('ours', ours), rowOf('bare', bare)])}

grown    the most that was in memory, less what was before the attack, after 100 good tests
CPU      of the process, during the attack; the servers and whoever asks share the same cores
in the burst   half of the good ones are asked for between the hostile ones, all at once; the others one
               after the other while those are under way`;
  return {
    title: `${tests.toLocaleString('en')} hostile tests at once, ${GOOD} good ones among them`,
    text,
    verdicts: [
      verdict(
        ours.growthMb < MOST_GROWTH_MB,
        `memory grows by less than ${MOST_GROWTH_MB} MB: ${ours.growthMb.toFixed(1)}`,
      ),
      verdict(
        worst <= MOST_GOOD_MS && wrong === 'none',
        `good ones among them within ${MOST_GOOD_MS / 1000} s: ${(worst / 1000).toFixed(2)}; failed: ${wrong}`,
      ),
    ],
  };
};
