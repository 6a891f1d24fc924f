import type { Figure, Range, Target } from './figures.ts';

const NOTES = `
API            the real Worker, bundled as for deployment, signed in as an owner
floor          a bare Worker that runs the statements which the API ran for the same request, with the
               same parameters, batches and round trips, and answers with the rows as JSON. Writes are
               recorded in a rehearsal: the same requests in the same order on the same database, which
               is then put back as it was. So each replay really writes what the original wrote, and
               that it changed as many rows is checked.
session check  the Worker's own middleware (who is signed in, which tenant, which role) in front of an
               empty answer, less an empty answer of the bare Worker, which has the cost of HTTP
ratio          p50 of the API to (p50 of the floor + session check)
rows, trips    D1 rows read and written, and round trips, of the request itself; the session check's
               own are given apart
at once        eight at a time; a list is the first page or one from anywhere; writes of a tenant wait
               for one another, as each extends its audit chain
`;

const ms = (value: number): string => value.toFixed(2);
const range = ({ least, most }: Range): string => (least === most ? `${most}` : `${least}-${most}`);

const COLUMNS: [string, (figure: Figure) => string][] = [
  ['inboxes', ({ inboxes }) => inboxes.toLocaleString('en')],
  ['', ({ kind }) => kind],
  ['API p50', ({ p50 }) => ms(p50.api)],
  ['p95', ({ p95 }) => ms(p95.api)],
  ['floor p50', ({ p50 }) => ms(p50.floor)],
  ['p95', ({ p95 }) => ms(p95.floor)],
  ['session check', ({ check }) => ms(check)],
  ['ratio', ({ ratio }) => ratio.toFixed(2)],
  ['rows read', ({ rowsRead }) => range(rowsRead.own)],
  ['written', ({ rowsWritten }) => range(rowsWritten)],
  ['trips', ({ trips }) => range(trips.own)],
  ['session rows', ({ rowsRead }) => range(rowsRead.session)],
  ['trips', ({ trips }) => range(trips.session)],
  ['API req/s', ({ crowd }) => crowd.api.perSecond.toFixed(0)],
  ['refused', ({ crowd }) => `${crowd.api.refused}`],
  ['floor req/s', ({ crowd }) => crowd.floor?.perSecond.toFixed(0) ?? '-'],
];

const table = (figures: readonly Figure[]): string => {
  const rows = figures.map((figure) => COLUMNS.map(([, cell]) => cell(figure)));
  const heads = COLUMNS.map(([head]) => head);
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: string[]) => cells.map((cell, at) => cell.padStart(widths[at] ?? 0));
  return [heads, ...rows].map((row) => line(row).join('  ')).join('\n');
};

/** The figures as a person reads them: a table, what its columns are, and the targets. Times are in ms. */
export const report = (figures: readonly Figure[], targets: readonly Target[]): string => {
  const verdicts = targets.map(
    ({ name, met, worst }) => `${met ? 'met    ' : 'not met'}  ${name}${worst && `; ${worst}`}`,
  );
  return `${table(figures)}\n${NOTES}\n${verdicts.join('\n')}`;
};
