import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';
import { at, root } from '../stand/paths.ts';
import { run } from './run.ts';
import { type Failure, failure, type Tally, withExit } from './tally.ts';

const report = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const failuresOf = (data: z.infer<typeof report>): Failure[] =>
  data.testResults.flatMap((file) => {
    const name = relative(root, file.name);
    const tests = file.assertionResults.filter(({ status }) => status === 'failed');
    return tests.length === 0 && file.status === 'failed'
      ? [{ name, message: file.message }]
      : tests.map(({ fullName, failureMessages }) => ({
          name: `${name} › ${fullName}`,
          message: failureMessages?.join('\n') ?? '',
        }));
  });

const read = (file: string, hint: string | null): Tally => {
  const data = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const skipped = data.numPendingTests + data.numTodoTests;
  const failures = failuresOf(data);
  return {
    passed: data.numPassedTests,
    failed: failures.length,
    skipped,
    failures,
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
    return withExit(read(file, hint), project, code);
  } catch {
    return failure(project, `It ended with code ${code} and left no report: see above.`);
  }
};
