import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: npm run tickets -- --org SLUG --inbox ADDRESS [options]

Makes tickets on an inbox in the local database of "npm start", which may be running.

Options
  --org SLUG        the organization, like acme
  --inbox ADDRESS   the inbox's own address, or its id
  --open N          how many open tickets (0 to 1000, default 0)
  --pending N       how many pending ones
  --closed N        how many closed ones
  --subject TEXT    the subject of all of them; otherwise each gets one of a few
  --help            show this text

LETTERBOX_STAND names the folder of a stand that is not in .stand/. Exits with 1 where it can't make
them, with 2 where it does not understand what is asked.
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('dev/tickets/main.ts', args);
}
