import { ensureInstalled, readOptions, runUnderNode24 } from './bootstrap.mjs';

const HELP = `Usage: npm start [-- options]

Runs Letterbox on this machine alone: the API and the admin pages, the connector, a demo mail
server, a local database and three demo organizations. Nothing connects to the internet, except to find
and test the mail servers of addresses that you type in. CONNECTOR_EXTRA_CA=FILE trusts one more authority.

Options
  --port N     listen on port N (default 8787)
  --fresh      start over: forget the local database, certificates and logs (keys in .dev.vars stay)
  --verbose    print every request and every line of every process
  --help       show this text

State is kept in .stand/, keys in .dev.vars, and what scripts need to know in .stand.json.
`;

const options = {
  port: { type: 'string', default: '8787' },
  fresh: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

const values = readOptions(options, HELP, (given) => {
  const port = Number(given.port);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return given;
  throw new Error(`--port takes a number from 1 to 65535, not "${given.port}".`);
});
if (values.help) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('dev/stand/main.ts', [JSON.stringify(values)]);
}
