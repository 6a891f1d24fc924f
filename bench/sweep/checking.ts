// Runs are claimed, queued and checked, down to the mail server; and the connector is asked the same
// tests directly, as many at a time.
import { ask } from '../connector/ask.ts';
import type { Connector } from '../connector/connector-process.ts';
import { crowd } from '../connector/crowd.ts';
import type { Pair } from '../connector/pair.ts';
import { cpuMs } from '../connector/process-cost.ts';
import { quantile } from '../connector/quantile.ts';
import { beginRun } from './begin-run.ts';
import type { Control } from './control.ts';
import { ACCOUNT, type MailServer } from './mail-server.ts';
import type { Taken } from './orders.ts';
import { TENANTS, tenantOf } from './rows.ts';
import { type Rows, rowsOf } from './rows-of.ts';
import type { Runtime } from './runtime.ts';
import type { Counted } from './tally.ts';

/** As many as one invocation of the consumer checks at a time. */
const AT_ONCE = 6;
/** As many as ten of them do. */
const ALL_AT_ONCE = 60;

type Speed = { perSecond: number; p50: number; p99: number };

export type Checking = Speed & {
  checks: number;
  messages: number;
  batches: number;
  wholeRuns: boolean;
  failed: number;
  /** Rows of the consumer, without the claim. */
  rows: Rows;
  direct: Speed & { failed: number };
  wide: Speed & { failed: number };
  /** Milliseconds of CPU a check. */
  cpu: { workerd: number; connector: number };
  statements: Counted[];
};

export type Stage = {
  control: Control;
  runtime: Runtime;
  connector: Connector;
  server: MailServer;
};

const speedOf = (times: readonly number[], ms: number): Speed => ({
  perSecond: (times.length * 1000) / ms,
  p50: quantile(times, 0.5),
  p99: quantile(times, 0.99),
});

const pairAt = ({ imaps, submissions }: MailServer, number: number): Pair => {
  const { address, password } = ACCOUNT;
  const login = { host: '127.0.0.1', security: 'tls' as const, username: address, password };
  return {
    tenant: `background ${tenantOf(number)}`,
    imap: { ...login, port: imaps },
    smtp: { ...login, port: submissions, sender: address },
  };
};

const directly = async ({ connector, server }: Stage, total: number, atOnce: number) => {
  await crowd(atOnce, TENANTS, (number) => ask(connector, pairAt(server, number)));
  const began = performance.now();
  const tests = await crowd(atOnce, total, (number) => ask(connector, pairAt(server, number)));
  const speed = speedOf(
    tests.map(({ ms }) => ms),
    performance.now() - began,
  );
  return { ...speed, failed: tests.filter(({ ok }) => !ok).length };
};

/** Works on so many messages of a run, and lets go of the others. */
const checkRun = async (control: Control, messages: number): Promise<Taken> => {
  const { parts } = await beginRun(control, messages);
  return control.until((each) => each.messages + each.letGo >= parts);
};

const sumOf = (runs: readonly Taken[], of: (run: Taken) => number) =>
  runs.reduce((sum, run) => sum + of(run), 0);

export const checking = async (stage: Stage, messages: number): Promise<Checking> => {
  const { control, runtime, connector } = stage;
  await checkRun(control, 2);
  const pids = { workerd: runtime.pid, connector: connector.pid };
  const cpuOf = (name: keyof typeof pids) => (pids[name] ? cpuMs(pids[name]) : Number.NaN);
  const before = { workerd: cpuOf('workerd'), connector: cpuOf('connector') };
  const runs: Taken[] = [];
  // A run that has fewer messages is worked on whole, and others after it.
  for (let left = messages; left > 0; left -= runs.at(-1)?.messages ?? left) {
    runs.push(await checkRun(control, left));
  }
  const checks = runs.flatMap((run) => run.checks);
  const used = (name: keyof typeof before) => (cpuOf(name) - before[name]) / checks.length;
  const cpu = { workerd: used('workerd'), connector: used('connector') };
  const ms = sumOf(runs, ({ firstAt, lastAt }) => (lastAt ?? 0) - (firstAt ?? 0));
  const statements = runs.flatMap((run) => run.statements);
  return {
    ...speedOf(
      checks.map((each) => each.ms),
      ms,
    ),
    checks: checks.length,
    messages: sumOf(runs, (run) => run.messages),
    batches: sumOf(runs, (run) => run.batches),
    wholeRuns: runs.every(({ letGo }) => letGo === 0),
    failed: checks.filter(({ end }) => end !== 'passed').length,
    rows: rowsOf(statements),
    direct: await directly(stage, checks.length, AT_ONCE),
    wide: await directly(stage, checks.length, ALL_AT_ONCE),
    ...{ cpu, statements },
  };
};
