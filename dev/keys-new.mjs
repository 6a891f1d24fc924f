import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

const HELP = `Usage: npm run keys:new

Prints fresh random values for a deployment's secrets. Set each with "wrangler secret put NAME"
(CONNECTOR_HMAC_KEY with -c connector/wrangler.toml too: both sides share it).

Above ENCRYPTION_KEY stands its key id, the first 8 hex digits of its SHA-256, by which "npm run
keys:status" and the log speak of it. The keys of a running deployment are exchanged step by step:
docs/runbooks/key-rotation.md.

Options
  --help   show this text
`;

const NAMES = [
  'AUTH_SECRET',
  'ENCRYPTION_KEY',
  'CONNECTOR_HMAC_KEY',
  'SETUP_TOKEN',
  'OPERATOR_TOKEN',
];

const idOf = (key) => createHash('sha256').update(key).digest('hex').slice(0, 8);

const printKeys = () => {
  for (const name of NAMES) {
    const key = randomBytes(32);
    if (name === 'ENCRYPTION_KEY') console.log(`# key id ${idOf(key)}`);
    console.log(`${name}=${key.toString('base64')}`);
  }
};

try {
  const { help } = parseArgs({ options: { help: { type: 'boolean' } } }).values;
  if (help) console.log(HELP);
  else printKeys();
} catch (error) {
  console.error(`${error.message}\n\n"npm run keys:new -- --help" tells what it does.`);
  process.exitCode = 2;
}
