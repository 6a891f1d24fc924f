import { asText } from '../audit-verify/report.ts';
import { type Source, UnavailableError } from '../audit-verify/source.ts';
import { verifyDatabase } from '../audit-verify/verify.ts';
import { NoDatabaseError } from '../stand/local-database.ts';
import { type Asked, readArguments, UsageError } from './arguments.ts';
import { openDatabase } from './database.ts';
import { erase } from './erase.ts';
import { planOf } from './plan.ts';
import { verifyExport } from './read-export.ts';
import { planSaid, refusalsOf } from './report.ts';
import { writeExport } from './write-export.ts';

const REFUSED = 1;
const NOT_DONE = 2;

const sayChain = async (source: Source, slug: string): Promise<void> => {
  for await (const finding of verifyDatabase(source, slug)) {
    console.log(`Audit chain: ${asText(finding)}`);
  }
};

const takeOut = async (source: Source, asked: Asked): Promise<void> => {
  const { slug, exportTo, yes } = asked;
  const plan = await planOf(source, slug, new Date());
  console.log(planSaid(plan));
  await sayChain(source, slug);
  const refusals = yes ? refusalsOf(plan, asked) : [];
  for (const refusal of refusals) console.error(refusal);
  if (refusals.length > 0) {
    process.exitCode = REFUSED;
    return;
  }
  if (exportTo !== null) {
    const lines = await writeExport(source, plan.id, exportTo);
    console.log(`Exported: ${lines} lines to ${exportTo}`);
  }
  if (!yes) return console.log('Nothing was deleted. With --yes all of this goes.');
  await erase(source, plan.id, new Date());
  console.log(`${slug} is gone.`);
};

const verify = async (file: string): Promise<void> => {
  const verdict = await verifyExport(file);
  console.log(asText({ org: file, verdict }));
  if (verdict?.broken) process.exitCode = REFUSED;
};

const run = async (): Promise<void> => {
  const asked = readArguments(process.argv.slice(2));
  if ('verify' in asked) return verify(asked.verify);
  const source = await openDatabase(asked.remote, asked.yes);
  try {
    await takeOut(source, asked);
  } finally {
    source.close();
  }
};

try {
  await run();
} catch (error) {
  const isExpected =
    error instanceof UsageError ||
    error instanceof UnavailableError ||
    error instanceof NoDatabaseError;
  console.error(isExpected ? error.message : error);
  if (error instanceof UsageError) {
    console.error('\n"npm run tenant:offboard -- --help" lists the options.');
  }
  process.exitCode = NOT_DONE;
}
