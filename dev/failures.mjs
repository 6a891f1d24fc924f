import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: node dev/failures.mjs [options]

Writes docs/failures.md from contract/failure.ts and the cases of the corpus.

Options
  --check   write nothing; exit with 1 where the file is stale
  --help    show this text
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('connector/corpus/write-failures.ts', args);
}
