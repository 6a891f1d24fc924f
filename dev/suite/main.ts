import { missingRealServers } from '../real-servers/missing.ts';
import { check } from './check.ts';
import { describeFailures } from './failures.ts';
import { playwright } from './playwright.ts';
import { add, failure, nothing, type Tally } from './tally.ts';
import { vitest } from './vitest.ts';

type Hold = (text: string) => void;

const stages: Record<string, (hold?: Hold) => Promise<Tally>> = {
  check,
  unit: () => vitest('unit'),
  worker: () => vitest('worker'),
  connector: (hold) => vitest('connector', { hint: missingRealServers(), hold }),
  e2e: playwright,
};

/** Each waits for servers most of its time; the second's output is held back until the first has ended. */
const SIDE_BY_SIDE = ['worker', 'connector'];

process.on('disconnect', () => process.exit(1));

const asked = process.argv.slice(2);
const begun = new Map<string, Promise<Tally>>();
const held = new Map<string, string>();
const begin = (name: string, hold?: Hold) =>
  stages[name]?.(hold) ?? Promise.resolve(failure(name, 'There is no such stage.'));

let total = nothing;
for (const name of asked) {
  console.log(`\n— ${name}\n`);
  const tally = begun.get(name) ?? begin(name);
  const [first, second = ''] = SIDE_BY_SIDE;
  if (name === first && asked.includes(second)) {
    begun.set(
      second,
      begin(second, (text) => held.set(second, text)),
    );
  }
  total = add(total, await tally);
  console.log(held.get(name) ?? '');
}

if (total.failed > 0) console.log(`\nFailed:\n\n${describeFailures(total.failures)}`);

const inCi = process.env.CI === 'true';
for (const skip of new Set(total.skips)) console.log(`\nSkipped: ${skip}`);
if (inCi && total.skipped > 0) console.log('\nUnder CI=true nothing may be skipped.');
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || (inCi && total.skipped > 0) ? 1 : 0);
