import { missingRealServers } from '../real-servers/missing.ts';
import { check } from './check.ts';
import { playwright } from './playwright.ts';
import { add, nothing, type Tally } from './tally.ts';
import { vitest } from './vitest.ts';

const stages: Record<string, () => Promise<Tally>> = {
  check,
  unit: () => vitest('unit'),
  worker: () => vitest('worker'),
  connector: () => vitest('connector', missingRealServers()),
  e2e: playwright,
};

process.on('disconnect', () => process.exit(1));

let total = nothing;
for (const name of process.argv.slice(2)) {
  console.log(`\n— ${name}\n`);
  total = add(total, (await stages[name]?.()) ?? { ...nothing, failed: 1 });
}

const inCi = process.env.CI === 'true';
for (const skip of new Set(total.skips)) console.log(`\nSkipped: ${skip}`);
if (inCi && total.skipped > 0) console.log('\nUnder CI=true nothing may be skipped.');
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || (inCi && total.skipped > 0) ? 1 : 0);
