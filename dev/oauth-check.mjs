import { ensureInstalled, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: npm run oauth:check [-- options]

Checks whether the OAuth clients that inboxes are connected with work: for Google and for Microsoft
whether id and secret are there and of the right shape, whether PUBLIC_URL will do, which redirect URI
to register, whether the provider's keys load, and whether it accepts the client. For the last it sends
a made-up code to the token endpoint: "invalid_grant" is the good answer, it refuses the code and not
the client. Then the same with a made-up secret, which has to be refused, or the first proves nothing.
Nothing is signed in to, nothing is changed, and no secret is ever printed.

The settings are PUBLIC_URL and GOOGLE_… and MICROSOFT_… of docs/oauth-setup.md. Of each, the first that
is there wins, an empty one too:
  1. the environment
  2. .dev.vars
  3. [vars] in wrangler.toml
A deployment's secrets can't be read back from Cloudflare: give them in the environment, as in
  read -rs GOOGLE_CLIENT_SECRET && export GOOGLE_CLIENT_SECRET && npm run oauth:check
Where .dev.vars has another client than the deployment, give its id in the environment as well.

Options
  --provider NAME   only google or microsoft
  --json            one JSON object a provider and line instead of text
  --help            show this text

Exits with 0 where all is fine or not configured, 1 where something is to be mended, 2 where something
could not be checked (the provider is unreachable, slow or limiting) or was not understood.
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('dev/oauth-check/main.ts', args);
}
