import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { findBrowser, NO_BROWSER } from '../../e2e/browser.ts';
import { missingRealServers } from '../real-servers/missing.ts';
import { at } from '../stand/paths.ts';
import { run } from './run.ts';
import { nothing, type Tally, withExit } from './tally.ts';

const report = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

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
    const { stats } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    const tally = {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
      skips: stats.skipped > 0 ? [missingRealServers() ?? 'journeys marked to be skipped'] : [],
    };
    return withExit(tally, code);
  } catch {
    return { ...nothing, failed: 1 };
  }
};
