// The bare libraries in a process of their own: takes orders from the bench.
import { bareTest } from './bare-test.ts';
import { crowd } from './crowd.ts';
import type { Pair, Tested } from './pair.ts';

/** `total` tests, `atOnce` of them at a time, of these pairs in turn. */
export type Order = { ca: string; pairs: Pair[]; atOnce: number; total: number };
export type Done = { id: number; outcomes: Tested[] };

process.on('message', async ({ id, order }: { id: number; order: Order }) => {
  const { ca, pairs, atOnce, total } = order;
  const outcomes = await crowd(atOnce, total, (number) =>
    bareTest(pairs[number % pairs.length] as Pair, ca),
  );
  process.send?.({ id, outcomes } satisfies Done);
});
process.on('disconnect', () => process.exit());
