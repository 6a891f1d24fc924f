import { readArguments, UsageError } from './arguments.ts';
import { checkProvider } from './check-provider.ts';
import { asJson, asText, exitCodeOf } from './report.ts';
import { readSettings } from './settings.ts';

const UNKNOWN = 2;

const run = async (): Promise<void> => {
  const { providers, json } = readArguments(process.argv.slice(2));
  const settings = readSettings(process.env);
  const reports = await Promise.all(providers.map((name) => checkProvider(settings, name)));
  console.log(reports.map(json ? asJson : asText).join(json ? '\n' : '\n\n'));
  process.exitCode = exitCodeOf(reports);
};

try {
  await run();
} catch (error) {
  const isExpected = error instanceof UsageError;
  const more = '\n\n"npm run oauth:check -- --help" lists the options.';
  console.error(isExpected ? error.message + more : error);
  process.exitCode = UNKNOWN;
}
