// How many round trips a test waits for, at servers that are 100 ms away.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import type { Security } from '../../contract/mail-server.ts';
import type { RealServers } from '../../dev/real-servers/start.ts';
import { ask } from './ask.ts';
import { type Bare, startBare } from './bare-process.ts';
import { epochMs } from './clock.ts';
import { type Connector, startConnector } from './connector-process.ts';
import { countTrips } from './count-trips.ts';
import { type FarServer, farAway } from './far-away.ts';
import { type Pair, pairOf, type Target, type Tested } from './pair.ts';
import { median } from './quantile.ts';
import { type Section, table, verdict } from './table.ts';
import { allTargets } from './targets.ts';
import { troubles } from './troubles.ts';

const ONE_WAY_MS = 50;
const ECHOES = 20;
/** Tests whose times are thrown away: a new process has everything to compile. */
const WARM_UP = 3;

/**
 * What no client can undercut that waits for each answer it depends on: TCP 1, TLS 1.3 1, greeting 1,
 * then LOGIN with STATUS in one go, or EHLO 1, AUTH 1, MAIL with RCPT in one go 1. STARTTLS adds the
 * command itself, and for SMTP an EHLO before it; IMAP's CAPABILITY may come with the greeting.
 */
const FLOORS: Record<Security, { imap: number; smtp: number }> = {
  tls: { imap: 4, smtp: 6 },
  starttls: { imap: 5, smtp: 8 },
  none: { imap: 3, smtp: 5 },
};
const MOST: Partial<Record<Security, number>> = { tls: 7, starttls: 9 };

/** What a round trip takes here, by asking a server that says the same again: the unit of the table. */
const measuredTripMs = async (): Promise<number> => {
  const echo = createServer({ noDelay: true }, (socket) =>
    socket.on('error', () => {}).pipe(socket),
  );
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const { port } = echo.address() as AddressInfo;
  const far = await farAway({ host: '127.0.0.1', port }, ONE_WAY_MS);
  const socket = connect({ host: '127.0.0.1', port: far.port, noDelay: true });
  const times: number[] = [];
  for (let at = -1; at < ECHOES; at++) {
    const startedAt = performance.now();
    socket.write('x');
    await once(socket, 'data');
    if (at >= 0) times.push(performance.now() - startedAt);
  }
  socket.destroy();
  await far.stop();
  echo.close();
  return median(times);
};

type Trips = { total: number; imap: number; smtp: number };
type Far = { imap: FarServer; smtp: FarServer };

/** One test at a distance: the whole in milliseconds, each protocol in trips counted. */
const tripsOf = async (
  far: Far,
  one: () => Promise<Tested>,
): Promise<Tested & { trips: Trips }> => {
  const startedAt = epochMs();
  const tested = await one();
  const { imap, smtp } = tested.endedAt;
  // Looked at when all has arrived: what a client says goodbye with is under way for a while.
  const last = (server: FarServer, endedAt: number) =>
    countTrips(server.passings.at(-1) ?? [], endedAt);
  return {
    ...tested,
    trips: {
      total: Math.max(imap, smtp) - startedAt,
      imap: last(far.imap, imap),
      smtp: last(far.smtp, smtp),
    },
  };
};

type Voices = { connector: Connector; bare: Bare; ca: string };
type Taken = Record<'ours' | 'bare', (Tested & { trips: Trips })[]>;

const measure = async (
  { connector, bare, ca }: Voices,
  pair: Pair,
  far: Far,
  tests: number,
): Promise<Taken> => {
  const taken: Taken = { ours: [], bare: [] };
  const runBare = async () => {
    const [tested] = await bare.run({ ca, pairs: [pair], atOnce: 1, total: 1 });
    return tested as Tested;
  };
  for (let round = -WARM_UP; round < tests; round++) {
    const ours = await tripsOf(far, () => ask(connector, pair));
    const other = await tripsOf(far, runBare);
    if (round < 0) continue;
    taken.ours.push(ours);
    taken.bare.push(other);
  }
  return taken;
};

const summary = (tests: Taken['ours'], tripMs: number) => {
  const of = (part: keyof Trips) => median(tests.map(({ trips }) => trips[part]));
  const totals = tests.map(({ trips }) => trips.total / tripMs);
  return {
    total: median(totals),
    least: Math.min(...totals),
    imap: of('imap'),
    smtp: of('smtp'),
    wrong: troubles(tests),
  };
};

const measureTarget = async (voices: Voices, target: Target, pair: Pair, tests: number) => {
  const [imap, smtp] = await Promise.all([
    farAway(target.imap, ONE_WAY_MS),
    farAway(target.smtp, ONE_WAY_MS),
  ]);
  const near = (port: number) => ({ host: '127.0.0.1', port });
  const farPair = {
    ...pair,
    imap: { ...pair.imap, ...near(imap.port) },
    smtp: { ...pair.smtp, ...near(smtp.port) },
  };
  try {
    return await measure(voices, farPair, { imap, smtp }, tests);
  } finally {
    await Promise.all([imap.stop(), smtp.stop()]);
  }
};

const HEADS = [
  ...['', 'ours', 'least', 'bare', 'floor'],
  ...['ours IMAP', 'bare', 'floor', 'ours SMTP', 'bare', 'floor', 'failed'],
];

/** The table of round trips, for each pair of servers, TLS and STARTTLS. */
export const roundTrips = async (servers: RealServers, tests: number): Promise<Section> => {
  const account = servers.accounts[0];
  if (!account) throw new Error('There is no account to test.');
  const tripMs = await measuredTripMs();
  const connector = await startConnector(servers.caFile);
  const voices = { connector, bare: startBare(), ca: servers.ca };
  const rows: string[][] = [];
  const verdicts = [];
  try {
    for (const target of allTargets(servers)) {
      const { security } = target;
      const name = `${target.name}, ${security}`;
      const taken = await measureTarget(voices, target, pairOf(target, account), tests);
      const [ours, bare] = [summary(taken.ours, tripMs), summary(taken.bare, tripMs)];
      const floor = FLOORS[security];
      const trips = [ours.total, ours.least, bare.total].map((value) => value.toFixed(2));
      const counts = [ours.imap, bare.imap, floor.imap, ours.smtp, bare.smtp, floor.smtp];
      rows.push([
        ...[name, ...trips, `${Math.max(floor.imap, floor.smtp)}`, ...counts.map(String)],
        ours.wrong || bare.wrong
          ? `ours ${ours.wrong || 'none'}; bare ${bare.wrong || 'none'}`
          : 'none',
      ]);
      const most = MOST[security] ?? Number.NaN;
      const met = ours.total <= most && ours.wrong === '';
      verdicts.push(
        verdict(
          met,
          `at most ${most} round trips, ${name}: ${ours.total.toFixed(2)}, counted ${Math.max(ours.imap, ours.smtp)}`,
        ),
      );
    }
  } finally {
    await Promise.all([connector.stop(), voices.bare.stop()]);
  }
  const text = `${table(HEADS, rows)}

ours, bare   the median of the whole test, until the last protocol's result is with the caller, in
             round trips of ${tripMs.toFixed(1)} ms (an echo through the same delay); TCP's handshake included
IMAP, SMTP   counted: what had to wait for what; the bare pair's IMAP waits for LOGOUT too, and its
             SMTP tries no sender, which ours does
floor        by the protocols: a client that waits only for what it depends on`;
  return { title: `Round trips at ${2 * ONE_WAY_MS} ms, ${tests} tests each`, text, verdicts };
};
