import { randomBytes } from 'node:crypto';

const HELP = `Usage: npm run keys:new

Prints fresh random values for a deployment's secrets. Set each with "wrangler secret put NAME"
(CONNECTOR_HMAC_KEY with -c connector/wrangler.toml too: both sides share it).
`;

if (process.argv.includes('--help')) {
  console.log(HELP);
} else {
  for (const name of ['AUTH_SECRET', 'ENCRYPTION_KEY', 'CONNECTOR_HMAC_KEY', 'SETUP_TOKEN']) {
    console.log(`${name}=${randomBytes(32).toString('base64')}`);
  }
}
