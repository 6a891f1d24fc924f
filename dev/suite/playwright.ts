import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { findBrowser, NO_BROWSER } from '../../e2e/browser.ts';
import { missingRealServers } from '../real-servers/missing.ts';
import { at } from '../stand/paths.ts';
import { run } from './run.ts';
import { type Failure, failure, nothing, type Tally, withExit } from './tally.ts';

type Suite = { title: string; specs: z.infer<typeof spec>[]; suites?: Suite[] | undefined };

const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
    }),
  ),
});
const suite: z.ZodType<Suite> = z.object({
  title: z.string(),
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});

const report = z.object({
  suites: z.array(suite),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

const failuresOf = ({ specs, suites = [] }: Suite): Failure[] => [
  ...specs
    .filter(({ ok }) => !ok)
    .map(({ title, file, tests }) => ({
      name: `e2e/${file} › ${title}`,
      message: tests
        .flatMap(({ results }) => results.flatMap(({ errors }) => errors))
        .map(({ message = 'Something was thrown that is no error.' }) => message)
        .join('\n'),
    })),
  ...suites.flatMap(failuresOf),
];

/** Runs the journeys; all of them are skipped where there is no browser. */
export const playwright = async (): Promise<Tally> => {
  if (findBrowser() === null) return { ...nothing, skipped: 1, skips: [NO_BROWSER] };
  const file = at('.cache', 'reports', 'e2e.json');
  mkdirSync(at('.cache', 'reports'), { recursive: true });
  rmSync(file, { force: true });
  const { code } = await run('playwright', ['test'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  try {
    const { stats, suites } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    const tally: Tally = {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
      failures: suites.flatMap(failuresOf),
      skips: stats.skipped > 0 ? [missingRealServers() ?? 'journeys marked to be skipped'] : [],
    };
    return withExit(tally, 'e2e', code);
  } catch {
    return failure('e2e', `It ended with code ${code} and left no report: see above.`);
  }
};
