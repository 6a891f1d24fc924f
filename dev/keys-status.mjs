import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: npm run keys:status [-- options]

Asks a Letterbox how far the move from one encryption key to the next has come: how many inboxes are
sealed under each key, a bar for each key that is retiring, and whether it may be taken away.

Options
  --url URL    the Letterbox to ask, like https://mail.example.com (default: the one of "npm start"
               on this machine)
  --watch      asks every five seconds, until every retiring key may be taken away
  --json       one JSON object a line instead of text
  --help       show this text

It asks with OPERATOR_TOKEN from the environment; of the local one it reads it from .dev.vars:

  read -rs OPERATOR_TOKEN && export OPERATOR_TOKEN && npm run keys:status -- --url https://mail.example.com

Exits with 0 where every retiring key is safe to retire or not in use, or there is none, 1 where one has to
stay or a key is missing, 2 where that could not be found out. LETTERBOX_STAND names the folder of a stand
that is not in .stand/. See docs/runbooks/key-rotation.md.
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('dev/keys-status/main.ts', args);
}
