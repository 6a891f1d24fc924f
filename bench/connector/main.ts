// What the connector costs over the bare libraries, on real mail servers, and what attackers cost it.
//
// The connector runs as in production and is asked over HTTP with signed requests; imapflow and
// nodemailer run in a process of their own. They take turns, so both share whatever else the machine is
// doing. Each table is of its own processes: nothing carries over.
import { availableParallelism, loadavg } from 'node:os';
import { type RealServers, startRealServers } from '../../dev/real-servers/start.ts';
import { hangUp } from './ask.ts';
import { hostility } from './hostility.ts';
import { latency } from './latency.ts';
import { roundTrips } from './round-trips.ts';
import type { Section } from './table.ts';
import { throughput } from './throughput.ts';

type Table = 'latency' | 'trips' | 'throughput' | 'hostile';
type Options = {
  only: Table[];
  tests: number;
  trips: number;
  crowds: number[];
  turns: number;
  hostile: number;
};

/** However it goes, it does not take longer. */
const LIMIT_MS = 20 * 60_000;

const options: Options = JSON.parse(process.argv[2] ?? '{}');

const TABLES: Record<Table, (servers: RealServers) => Promise<Section>> = {
  latency: (servers) => latency(servers, options.tests),
  trips: (servers) => roundTrips(servers, options.trips),
  throughput: (servers) => throughput(servers, options.crowds, options.turns),
  hostile: (servers) => hostility(servers, options.hostile),
};

const bench = async (servers: RealServers): Promise<void> => {
  const sections: Section[] = [];
  for (const name of options.only) {
    const section = await TABLES[name](servers);
    sections.push(section);
    console.log(`\n${section.title}\n\n${section.text}`);
  }
  const verdicts = sections.flatMap(({ verdicts }) => verdicts);
  const lines = verdicts.map(({ met, name }) => `${met ? 'met   ' : 'missed'}  ${name}`);
  const [load = 0] = loadavg();
  console.log(`\n${lines.join('\n')}`);
  console.log(`\nLoad of the last minute: ${load.toFixed(1)} on ${availableParallelism()} cores`);
};

// The measured processes and the mail servers end with this one, however it ends.
const stop = (): never => process.exit(130);
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop);
setTimeout(stop, LIMIT_MS).unref();

const servers = await startRealServers();
try {
  await bench(servers);
} finally {
  hangUp();
  await servers.stop();
  // The channel to the process that started this one would keep it alive.
  process.removeListener('disconnect', stop);
  process.disconnect?.();
}
