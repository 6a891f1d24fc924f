import { ensureInstalled, readOptions, runUnderNode24 } from '../dev/bootstrap.mjs';

const HELP = `Usage: npm run bench:connector [-- options]

Measures the connector process against the bare pair of libraries it is made of (imapflow and
nodemailer's verify, in a process of their own) on real mail servers, in turns: how long a test takes,
how many round trips, how many tests a second and how much memory, and what hostile servers cost.
Takes about six minutes. Needs real mail servers, and root for them (node dev/real-servers.mjs says
how); nothing but loopback addresses is used, and nothing is left behind.

Options
  --only TABLES   some of latency, trips, throughput, hostile (default: all, with commas)
  --tests N       tests of each kind for the latency, 10 to 2000 (default 150)
  --trips N       tests at a distance for each pair of servers, 1 to 50 (default 9)
  --crowds LIST   how many tests at once, 1 to 1500 each (default 50,200,1000)
  --turns N       how often the two take turns with each crowd, 1 to 10 (default 2)
  --hostile N     hostile tests at once, 3 to 1400 (default 1000)
  --help          show this text
`;

const TABLES = ['latency', 'trips', 'throughput', 'hostile'];

const options = {
  only: { type: 'string', default: TABLES.join(',') },
  tests: { type: 'string', default: '150' },
  trips: { type: 'string', default: '9' },
  crowds: { type: 'string', default: '50,200,1000' },
  turns: { type: 'string', default: '2' },
  hostile: { type: 'string', default: '1000' },
  help: { type: 'boolean', default: false },
};

const inRange = (name, text, from, to) => {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new Error(`--${name} takes a number from ${from} to ${to}, not "${text}".`);
};

const tablesOf = (text) => {
  const unknown = text.split(',').find((name) => !TABLES.includes(name));
  if (unknown === undefined) return text.split(',');
  throw new Error(`--only takes ${TABLES.join(', ')}, not "${unknown}".`);
};

const values = readOptions(options, HELP, (given) => ({
  help: given.help,
  only: tablesOf(given.only),
  tests: inRange('tests', given.tests, 10, 2000),
  trips: inRange('trips', given.trips, 1, 50),
  crowds: given.crowds.split(',').map((each) => inRange('crowds', each, 1, 1500)),
  turns: inRange('turns', given.turns, 1, 10),
  hostile: inRange('hostile', given.hostile, 3, 1400),
}));
if (values.help) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('bench/connector/main.ts', [JSON.stringify(values)]);
}
