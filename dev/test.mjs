import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const STAGES = ['check', 'unit', 'worker', 'connector', 'e2e'];

const HELP = `Usage: npm test [-- stage…]

Runs the tests, in this order, or only the stages that are named:

  check      format, lint, types, the pages' build, and both Workers' dry-run deployment
  unit       what needs no server: the contract and the pages' models
  worker     the API in workerd, on a real D1, with a real connector behind it
  connector  the connector and the mail servers, on real sockets; Dovecot and Postfix where installed
  e2e        journeys in a browser against a running stand

Each is also a script: npm run check, npm run test:unit, … What is skipped is named, with the command
that would enable it; under CI=true a skip is a failure. What failed is named again at the end, and
the last line counts what was run.
`;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !STAGES.includes(name) && name !== '--help');

if (asked.includes('--help')) {
  console.log(HELP);
} else if (unknown.length > 0) {
  console.error(`There is no stage "${unknown[0]}".\n\n${HELP}`);
  process.exitCode = 2;
} else {
  ensureInstalled();
  runUnderNode24('dev/suite/main.ts', asked.length > 0 ? asked : STAGES);
}
