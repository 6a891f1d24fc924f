import { ensureInstalled, readOptions, runUnderNode24 } from '../dev/bootstrap.mjs';

const HELP = `Usage: npm run bench:api [-- options]

Measures list, get, patch and create through the Worker against the floor: the same statements
through a bare Worker, on the same local D1, in the same run. For a tenant with 10, 1,000 and 100,000
inboxes in a database of 1,000,000. Takes some minutes and 3 GB of disk under .cache/bench-api, which
it removes again; nothing but the loopback address is used.

Options
  --inboxes N   inboxes in the database, 4000 to 5000000 (default 1000000); below 200000 the largest
                tenant has half of them
  --requests N  measured requests of each kind for each tenant, 20 to 2000 (default 300)
  --json        print the figures as JSON, and progress on standard error
  --help        show this text
`;

const RANGES = { inboxes: [4000, 5_000_000], requests: [20, 2000] };

const options = {
  inboxes: { type: 'string', default: '1000000' },
  requests: { type: 'string', default: '300' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

const inRange = (name, text) => {
  const [from, to] = RANGES[name];
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new Error(`--${name} takes a number from ${from} to ${to}, not "${text}".`);
};

const values = readOptions(options, HELP, (given) => {
  const inboxes = inRange('inboxes', given.inboxes);
  return { ...given, inboxes, requests: inRange('requests', given.requests) };
});
if (values.help) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('bench/api/main.ts', [JSON.stringify(values)]);
}
