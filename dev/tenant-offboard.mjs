import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: npm run tenant:offboard -- SLUG [options]
       npm run tenant:offboard -- --verify FILE

Takes a tenant out of a database: its inboxes with their credentials, tickets, audit chain, and the people
who belong to no other. Without --yes it only says what would go. Interrupted, it goes on when it is
run again.

Options
  --export FILE       write down what goes first, without any secret: a JSON object a line. FILE must be new
  --without-export    delete without an export; the audit chain is lost
  --without-revoking  delete though inboxes hold permissions at Google, which stay there then
  --yes               do it
  --local             the database of "npm start", which must not be running (default)
  --remote            the deployment's database, through wrangler (see "npx wrangler login")
  --verify FILE       verify the audit chain in an export
  --help              show this text

Exits with 0 where it is done, or said; 1 where it refuses, or the chain is broken; 2 where it could not be
done. LETTERBOX_STAND names the folder of a stand that is not in .stand/. See docs/runbooks/tenant-offboarding.md.
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('dev/tenant-offboard/main.ts', args);
}
