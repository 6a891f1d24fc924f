import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { at } from '../stand/paths.ts';
import { run } from './run.ts';
import { nothing, type Tally, withExit } from './tally.ts';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const read = (file: string, hint: string | null): Tally => {
  const data = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const skipped = data.numPendingTests + data.numTodoTests;
  return {
    passed: data.numPassedTests,
    failed: data.numFailedTests,
    skipped,
    skips: skipped > 0 ? [hint ?? `${skipped} tests that are marked to be skipped`] : [],
  };
};

type Options = {
  /** Why some of its tests would be skipped, and what helps. */
  hint?: string | null;
  /** Takes what it would print, once it has ended. */
  hold?: ((text: string) => void) | undefined;
};

/** Runs one of vitest's projects. */
export const vitest = async (
  project: string,
  { hint = null, hold }: Options = {},
): Promise<Tally> => {
  const folder = at('.cache', 'reports');
  const file = `${folder}/${project}.json`;
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, text } = await run('vitest', ['run', '--project', project, ...reporters], {
    quiet: hold !== undefined,
  });
  hold?.(text);
  try {
    return withExit(read(file, hint), code);
  } catch {
    return { ...nothing, failed: 1 };
  }
};
