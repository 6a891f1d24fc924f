import { ensureInstalled, readOptions, runUnderNode24 } from '../dev/bootstrap.mjs';

const HELP = `Usage: npm run bench:sweep [-- options]

Measures the background checks: how fast a minute's inboxes are claimed and queued, how fast they are
checked through the queue, the connector and the embedded mail server, by the same tests asked of the
connector directly, and how many D1 rows each check reads and writes. Takes about a quarter of an hour and 4 GB of
disk under .cache/bench-sweep, which it removes again; nothing but the loopback address is used.

Options
  --inboxes LIST    inboxes in the database, 2000 to 2000000 each (default 10000,1000000)
  --intervals LIST  minutes between two checks of an inbox (default 60,15)
  --messages N     messages to check for each figure, 2 to 400; the others are let go (default 20)
  --quick           the same with 10000 and 50000 inboxes, and less of everything
  --help            show this text
`;

const RANGES = { inboxes: [2000, 2_000_000], intervals: [5, 60], messages: [2, 400] };

const options = {
  inboxes: { type: 'string' },
  intervals: { type: 'string', default: '60,15' },
  messages: { type: 'string' },
  quick: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

const inRange = (name, text) => {
  const [from, to] = RANGES[name];
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new Error(`--${name} takes numbers from ${from} to ${to}, not "${text}".`);
};

const intervalOf = (text) => {
  const minutes = inRange('intervals', text);
  if (60 % minutes === 0) return minutes;
  throw new Error(`--intervals takes divisors of 60, not "${text}".`);
};

const values = readOptions(options, HELP, ({ help, quick, inboxes, intervals, messages }) => ({
  ...{ help, quick },
  inboxes: (inboxes ?? (quick ? '10000,50000' : '10000,1000000'))
    .split(',')
    .map((each) => inRange('inboxes', each)),
  intervals: intervals.split(',').map(intervalOf),
  messages: inRange('messages', messages ?? (quick ? '4' : '20')),
}));
if (values.help) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('bench/sweep/main.ts', [JSON.stringify(values)]);
}
