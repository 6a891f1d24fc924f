import { mkdirSync } from 'node:fs';
import { at } from '../stand/paths.ts';
import { checkMigrations } from './migrations.ts';
import { type Output, run } from './run.ts';
import { add, failure, nothing, type Tally } from './tally.ts';

const program = (name: string, ...args: string[]) => run(name, args, { quiet: true });

const deploy = (folder: string, ...more: string[]) => {
  const dry = ['deploy', '--dry-run', '--containers-rollout', 'none'];
  return program('wrangler', ...dry, '--outdir', `.cache/deploy/${folder}`, ...more);
};

const checks: [name: string, run: () => Promise<Output>][] = [
  ['format', () => program('biome', 'check', '--error-on-warnings')],
  ['lint', () => program('oxlint', '--deny-warnings')],
  [
    'types of the Workers runtime',
    () => program('wrangler', 'types', 'worker/worker-configuration.d.ts'),
  ],
  ['types', () => program('tsc', '--build')],
  ['migrations match the tables', checkMigrations],
  ['pages build', () => program('vite', 'build', '--logLevel', 'warn')],
  ['the API Worker deploys', () => deploy('worker')],
  ['the connector Worker deploys', () => deploy('connector', '-c', 'connector/wrangler.toml')],
];

const SECOND_MS = 1000;

/** Format, lint, types, builds. Each counts as one test; a failing one shows what it printed. */
export const check = async (): Promise<Tally> => {
  mkdirSync(at('.cache'), { recursive: true });
  let tally = nothing;
  for (const [name, runCheck] of checks) {
    const started = Date.now();
    const { code, text } = await runCheck();
    const seconds = ((Date.now() - started) / SECOND_MS).toFixed(1);
    console.log(` ${code === 0 ? '✓' : '✗'} ${name} ${seconds} s`);
    if (code !== 0) console.log(text);
    tally = add(tally, code === 0 ? { ...nothing, passed: 1 } : failure(`check › ${name}`, text));
  }
  return tally;
};
