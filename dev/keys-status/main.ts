import { setTimeout as sleep } from 'node:timers/promises';
import { type Arguments, readArguments, UnavailableError } from './arguments.ts';
import { askKeys, targetOf } from './ask.ts';
import { asJson, asText, isAllSafe } from './report.ts';

const NOT_SAFE = 1;
const UNKNOWN = 2;
const EVERY_MS = 5000;

const run = async ({ url, watch, json }: Arguments): Promise<number> => {
  const target = await targetOf(url);
  if (!json) console.log(`${target.url}\n`);
  for (;;) {
    const status = await askKeys(target);
    console.log(json ? asJson(status) : asText(status));
    if (isAllSafe(status)) return 0;
    if (!watch) return NOT_SAFE;
    await sleep(EVERY_MS);
    if (!json) console.log('');
  }
};

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof UnavailableError ? error.message : error);
  process.exitCode = UNKNOWN;
}
// The channel to the process that started this one would keep it alive.
process.disconnect?.();
