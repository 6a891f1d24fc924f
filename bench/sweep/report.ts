import { type Section, table, verdict } from '../connector/table.ts';
import type { Figures } from './measure.ts';
import type { Rows } from './rows-of.ts';

const MOST_WRITTEN = 0.01;

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const fixed = (value: number, digits = 1): string => value.toFixed(digits);
const nameOf = ({ inboxes, interval }: Figures): string => `${whole(inboxes)} / ${interval}`;

/** Rows of a healthy check: its part of the claim, and of the consumer's. */
export const rowsACheck = ({ claiming, checking }: Figures): Rows => ({
  read: claiming.rows.read / claiming.inboxes + checking.rows.read / checking.checks,
  written: claiming.rows.written / claiming.inboxes + checking.rows.written / checking.checks,
});

const claims = (all: readonly Figures[]): Section => ({
  title: 'A cron that begins a run, and one with nothing to do (inboxes / interval in minutes)',
  text: table(
    [
      ...['', 'inboxes a run', 'messages', 'ms', 'queued /s', 'rows read', 'written'],
      ...['idle ms', 'idle rows read', 'written', 'bytes an inbox'],
    ],
    all.map((one) => {
      const { inboxes, messages, ms, perSecond, rows, idle } = one.claiming;
      return [
        nameOf(one),
        ...[inboxes, messages, ms, perSecond, rows.read, rows.written].map(whole),
        ...[fixed(idle.ms), whole(idle.rows.read), whole(idle.rows.written)],
        whole(one.bytes / one.inboxes),
      ];
    }),
  ),
  verdicts: [],
});

const checks = (all: readonly Figures[]): Section => ({
  title: 'Checks: cron, queue, consumer, connector, mail server',
  text: `${table(
    [
      ...['', 'checks', 'of', '/s', 'p50 ms', 'p99 ms', 'direct /s', 'p50', 'p99', 'ratio'],
      ...['60 at once /s', 'p50', 'p99', 'CPU ms workerd', 'connector', 'MB workerd'],
    ],
    all.map((one) => {
      const { checking } = one;
      const { direct, wide, cpu } = checking;
      return [
        nameOf(one),
        whole(checking.checks),
        checking.wholeRuns ? 'whole runs' : `${checking.messages} messages`,
        ...[checking.perSecond, checking.p50, checking.p99].map((each) => fixed(each)),
        ...[direct.perSecond, direct.p50, direct.p99].map((each) => fixed(each)),
        fixed(checking.perSecond / direct.perSecond, 2),
        ...[wide.perSecond, wide.p50, wide.p99].map((each) => fixed(each)),
        ...[cpu.workerd, cpu.connector, one.peakMb].map((each) => fixed(each)),
      ];
    }),
  )}

/s       from the first message's arrival to the last one's end; batches come one after the other here, so
         that it is the speed of one invocation of the consumer: six checks at a time
of       whole runs, or so many messages of a run; the others are let go
direct   the connector asked the same tests by HTTP, six at a time, without Worker, queue and database
CPU ms   of a check; workerd's holds D1 and the queue
MB       the most in memory: of the Worker, D1 and the queue together`,
  verdicts: all.map((one) => {
    const { failed, direct, wide } = one.checking;
    const wrong = failed + direct.failed + wide.failed;
    return verdict(wrong === 0, `every check passes, ${nameOf(one)}; failed: ${wrong}`);
  }),
});

const costs = (all: readonly Figures[]): Section => ({
  title: 'D1 rows of a check, with its part of the claim',
  text: table(
    [
      ...['', 'healthy: read', 'written', 'messages a batch'],
      ...['first failure: read', 'written', 'failing again: read', 'written'],
    ],
    all.map((one) => {
      const { read, written } = rowsACheck(one);
      const { failing, checking } = one;
      const failed = failing ? [failing.first, failing.again] : [];
      return [
        nameOf(one),
        ...[fixed(read, 2), fixed(written, 4), fixed(checking.messages / checking.batches)],
        ...failed.flatMap((rows) => [fixed(rows.read), fixed(rows.written)]),
      ];
    }),
  ),
  verdicts: all.map((one) => {
    const { written } = rowsACheck(one);
    const name = `at most ${MOST_WRITTEN} rows written a healthy check, ${nameOf(one)}`;
    return verdict(written <= MOST_WRITTEN, `${name}: ${fixed(written, 4)}`);
  }),
});

const reads = (all: readonly Figures[]): Section => ({
  title: 'The list and an inbox, in quiet and while a run is checked; ms',
  text: table(
    [
      ...['', 'list p50', 'p99', 'sweeping p50', 'p99'],
      ...['inbox p50', 'p99', 'sweeping p50', 'p99', 'requests'],
    ],
    all.map((one) => {
      const { quiet, sweeping } = one.reading;
      const times = [quiet.list, sweeping.list, quiet.get, sweeping.get];
      return [
        nameOf(one),
        ...times.flatMap(({ p50, p99 }) => [fixed(p50), fixed(p99)]),
        `${quiet.list.requests}, ${sweeping.list.requests}`,
      ];
    }),
  ),
  verdicts: [],
});

const shortened = (sql: string): string => {
  const text = sql
    .replaceAll(/["`]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^(select )(?!count|max)(.*?)( from )/i, '$1…$3');
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
};

const statements = (all: readonly Figures[]): Section => {
  const largest = all.toSorted((one, other) => one.inboxes - other.inboxes).at(-1);
  const plans = largest?.plans ?? [];
  const rows = plans.map(({ sql, runs, rowsRead, rowsWritten }) => [
    shortened(sql),
    ...[whole(runs), fixed(rowsRead / runs), fixed(rowsWritten / runs)],
  ]);
  const [heads, ...lines] = table(['', 'runs', 'read', 'written'], rows).split('\n');
  const text = lines.flatMap((line, at) => [line, `    ${plans[at]?.plan.join('; ') || '-'}`]);
  const wrong = plans.filter(({ goesThroughAll }) => goesThroughAll);
  return {
    title: `Each statement, its rows a run and its plan, ${largest ? nameOf(largest) : ''}`,
    text: [heads, ...text].join('\n'),
    verdicts: [
      verdict(
        wrong.length === 0,
        `no statement goes through a table that grows with the inboxes; of ${plans.length}: ${wrong.length}`,
      ),
      ...wrong.map(({ sql, plan }) => verdict(false, `${shortened(sql)}: ${plan.join('; ')}`)),
    ],
  };
};

/** The figures as a person reads them. */
export const report = (all: readonly Figures[]): Section[] => [
  claims(all),
  checks(all),
  costs(all),
  reads(all),
  statements(all),
];
