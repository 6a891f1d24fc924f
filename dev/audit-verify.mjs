import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: npm run audit:verify [-- options]

Checks the audit chain of every tenant of a database, without changing anything: the local one of
"npm start", which may be running, or a deployment's. Prints a line for each tenant: how many events,
and the number and hash of the newest one. Of a chain that is broken it names the first broken event.

Options
  --remote     the deployment's database, through wrangler (see "npx wrangler login")
  --org SLUG   only this organization
  --json       one JSON object a line instead of text
  --help       show this text

Exits with 0 where all chains are whole, 1 where one is broken, 2 where that could not be found out.
LETTERBOX_STAND names the folder of a stand that is not in .stand/. See docs/audit.md.
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('dev/audit-verify/main.ts', args);
}
