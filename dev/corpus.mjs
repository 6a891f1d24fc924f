import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: npm run corpus -- [options]

Tests the connection test: each case starts a server on loopback that fails in a way of its own, and
names the failure that must be found. Prints a table of case, expected code, found code and time. The
deadlines are the real ones, so that it takes about a minute.

Options
  --only TEXT   only the cases with this in their name, like "imap tls: an expired"
  --help        show this text

Exits with 0 where all cases are found as expected and in time, with 1 where one is not.
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('connector/corpus/main.ts', args);
}
