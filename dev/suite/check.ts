import { mkdirSync } from 'node:fs';
import { at } from '../stand/paths.ts';
import { run } from './run.ts';
import { add, nothing, type Tally } from './tally.ts';

const DRY_RUN = ['deploy', '--dry-run', '--containers-rollout', 'none', '--outdir'];

const checks: [name: string, program: string, args: string[]][] = [
  ['format', 'biome', ['check', '--error-on-warnings']],
  ['lint', 'oxlint', ['--deny-warnings']],
  ['types of the Workers runtime', 'wrangler', ['types', 'worker/worker-configuration.d.ts']],
  ['types', 'tsc', ['--build']],
  ['migrations match the tables', 'drizzle-kit', ['check']],
  ['pages build', 'vite', ['build', '--logLevel', 'warn']],
  ['the API Worker deploys', 'wrangler', [...DRY_RUN, '.cache/deploy/worker']],
  [
    'the connector Worker deploys',
    'wrangler',
    [...DRY_RUN, '.cache/deploy/connector', '-c', 'connector/wrangler.toml'],
  ],
];

const SECONDS = 1000;

/** Format, lint, types, builds. Each counts as one test; a failing one shows what it printed. */
export const check = async (): Promise<Tally> => {
  mkdirSync(at('.cache'), { recursive: true });
  let tally = nothing;
  for (const [name, program, args] of checks) {
    const started = Date.now();
    const { code, text } = await run(program, args, { quiet: true });
    const seconds = ((Date.now() - started) / SECONDS).toFixed(1);
    console.log(` ${code === 0 ? '✓' : '✗'} ${name} ${seconds} s`);
    if (code !== 0) console.log(text);
    tally = add(tally, { ...nothing, ...(code === 0 ? { passed: 1 } : { failed: 1 }) });
  }
  return tally;
};
