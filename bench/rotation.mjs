import { ensureInstalled, readOptions, runUnderNode24 } from '../dev/bootstrap.mjs';

const HELP = `Usage: npm run bench:rotation [-- options]

Moves sealed inboxes from one encryption key to the next while clients read and write through the API,
on a real workerd with a real D1 and queue: first undisturbed, then with the process killed (SIGKILL)
again and again. Prints how fast it is, what the API's requests take with and without it, and whether
anything was lost. Takes some minutes and 200 MB under .cache/bench-rotation, which it removes again;
nothing but the loopback address is used.

Options
  --inboxes N   inboxes, 800 to 200000 (default 10000)
  --kills N     how often the process is killed on the way, 1 to 50 (default 10)
  --clients N   clients at once, 1 to 8 (default 4)
  --help        show this text

Exits with 0 where nothing was lost and nothing is left under the old key, else with 1.
`;

const options = {
  inboxes: { type: 'string', default: '10000' },
  kills: { type: 'string', default: '10' },
  clients: { type: 'string', default: '4' },
  help: { type: 'boolean', default: false },
};

const inRange = (name, text, from, to) => {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new Error(`--${name} takes a number from ${from} to ${to}, not "${text}".`);
};

const values = readOptions(options, HELP, (given) => ({
  help: given.help,
  inboxes: inRange('inboxes', given.inboxes, 800, 200_000),
  kills: inRange('kills', given.kills, 1, 50),
  clients: inRange('clients', given.clients, 1, 8),
}));
if (values.help) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('bench/rotation/main.ts', [JSON.stringify(values)]);
}
