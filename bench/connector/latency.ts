// How long one test takes where nothing else is under way.
import type { RealServers } from '../../dev/real-servers/start.ts';
import { ask } from './ask.ts';
import { startBare } from './bare-process.ts';
import { startConnector } from './connector-process.ts';
import { pairOf, type Tested } from './pair.ts';
import { quantile } from './quantile.ts';
import { type Section, table } from './table.ts';
import { dovecotAndPostfix } from './targets.ts';
import { troubles } from './troubles.ts';

/** Tests whose times are thrown away. */
const WARM_UP = 15;

const figures = (name: string, ours: readonly Tested[], bare: readonly Tested[]): string[] => {
  const cells = [0.5, 0.99].flatMap((part) => {
    const [one, other] = [ours, bare].map((tests) =>
      quantile(
        tests.map(({ ms }) => ms),
        part,
      ),
    );
    return [one, other, (one ?? 0) / (other ?? 0)];
  });
  const wrong = [troubles(ours), troubles(bare)].map((words) => words || 'none');
  return [name, ...cells.map((value, at) => (value ?? 0).toFixed(at % 3 === 2 ? 2 : 1)), ...wrong];
};

/** The latency table: TLS and STARTTLS on loopback, both in turns. */
export const latency = async (servers: RealServers, tests: number): Promise<Section> => {
  const account = servers.accounts[0];
  if (!account) throw new Error('There is no account to test.');
  const connector = await startConnector(servers.caFile);
  const bare = startBare();
  const rows: string[][] = [];
  try {
    for (const target of dovecotAndPostfix(servers)) {
      const pair = pairOf(target, account);
      const taken: { ours: Tested[]; bare: Tested[] } = { ours: [], bare: [] };
      const order = { ca: servers.ca, pairs: [pair], atOnce: 1, total: 1 };
      for (let round = -WARM_UP; round < tests; round++) {
        const ours = await ask(connector, pair);
        const outcomes = await bare.run(order);
        if (round < 0) continue;
        taken.ours.push(ours);
        taken.bare.push(...outcomes);
      }
      rows.push(figures(target.security, taken.ours, taken.bare));
    }
  } finally {
    await Promise.all([connector.stop(), bare.stop()]);
  }
  return {
    title: `A full test on loopback, ${tests} of each, ms`,
    text: table(
      [
        '',
        'ours p50',
        'bare p50',
        'ratio',
        'ours p99',
        'bare p99',
        'ratio',
        'ours failed',
        'bare failed',
      ],
      rows,
    ),
    verdicts: [],
  };
};
