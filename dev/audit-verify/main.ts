import { parseArgs } from 'node:util';
import { NoDatabaseError } from '../stand/local-database.ts';
import { asJson, asText } from './report.ts';
import { fileSource, UnavailableError, wranglerSource } from './source.ts';
import { verifyDatabase } from './verify.ts';

const BROKEN = 1;
const UNKNOWN = 2;

const options = {
  remote: { type: 'boolean', default: false },
  org: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const read = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UnavailableError(`${words}\n\n"npm run audit:verify -- --help" lists the options.`);
  }
};

const run = async (): Promise<void> => {
  const { remote, org = null, json } = read();
  const source = remote ? wranglerSource(['--remote']) : fileSource();
  try {
    for await (const finding of verifyDatabase(source, org)) {
      console.log(json ? asJson(finding) : asText(finding));
      if (finding.verdict?.broken) process.exitCode = BROKEN;
    }
  } finally {
    source.close();
  }
};

try {
  await run();
} catch (error) {
  const isExpected = error instanceof UnavailableError || error instanceof NoDatabaseError;
  console.error(isExpected ? error.message : error);
  process.exitCode = UNKNOWN;
}
