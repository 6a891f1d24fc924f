import { parseArgs } from 'node:util';
import { nameOf } from './case.ts';
import { cases } from './cases.ts';
import { REAL, runAll } from './run-all.ts';
import { header, isGood, lineOf } from './table.ts';

const AT_ONCE = 8;

const print = (line: string) => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const chosen = cases.filter((one) => nameOf(one).includes(values.only));
if (chosen.length === 0) {
  process.stderr.write(`No case has "${values.only}" in its name.\n`);
  process.exit(1);
}
const startedAt = performance.now();
let good = 0;
let slowestMs = 0;
print(header);
for (const { one, ran } of runAll(chosen, { patience: REAL, atOnce: AT_ONCE })) {
  const outcome = await ran;
  print(lineOf(one, outcome));
  if (isGood(one, outcome)) good += 1;
  slowestMs = Math.max(slowestMs, outcome.ms);
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
print(
  `\n${good} of ${chosen.length} cases as expected, the slowest in ${slowestMs} ms, all in ${seconds} s.`,
);
process.exit(good === chosen.length ? 0 : 1);
