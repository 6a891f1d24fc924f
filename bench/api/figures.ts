import { DEFAULT_PAGE_SIZE } from '../../contract/page.ts';
import type { Crowd, Times } from './measure.ts';
import type { Recorded } from './record.ts';
import { sumOf, type Trip } from './recording.ts';
import type { Kind } from './requests.ts';
import type { Voice } from './rounds.ts';

const MOST_RATIO = 1.5;
const MOST_ROWS_BEYOND_PAGE = 2;

export type Range = { least: number; most: number };

export type Figure = {
  kind: Kind;
  inboxes: number;
  p50: Record<Voice, number>;
  p95: Record<Voice, number>;
  /** The session check: its request less an empty one. */
  check: number;
  /** The API's p50 to that of the floor and the session check. */
  ratio: number;
  rowsRead: { own: Range; session: Range };
  rowsWritten: Range;
  trips: { own: Range; session: Range };
  crowd: { api: Crowd; floor: Crowd | null };
};

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;

const quantiles = (times: Times, part: number): Record<Voice, number> => ({
  api: quantile(times.api, part),
  floor: quantile(times.floor, part),
  session: quantile(times.session, part),
  empty: quantile(times.empty, part),
});

const rangeOf = (values: readonly number[]): Range => ({
  least: Math.min(...values),
  most: Math.max(...values),
});

type Measured = {
  kind: Kind;
  inboxes: number;
  times: Times;
  recorded: readonly Recorded[];
  crowd: Figure['crowd'];
};

export const figureOf = ({ kind, inboxes, times, recorded, crowd }: Measured): Figure => {
  const p50 = quantiles(times, 0.5);
  const check = p50.session - p50.empty;
  const of = (part: keyof Recorded, count: (trips: Trip[]) => number) =>
    rangeOf(recorded.map((one) => count(one[part])));
  const read = (trips: Trip[]) => sumOf(trips, 'rowsRead');
  const made = (trips: Trip[]) => trips.length;
  return {
    ...{ kind, inboxes, p50, p95: quantiles(times, 0.95), check, crowd },
    ratio: p50.api / (p50.floor + check),
    rowsRead: { own: of('own', read), session: of('session', read) },
    rowsWritten: of('own', (trips) => sumOf(trips, 'rowsWritten')),
    trips: { own: of('own', made), session: of('session', made) },
  };
};

export type Target = { name: string; met: boolean; worst: string };

const naming = ({ kind, inboxes }: Figure): string => `${kind}, ${inboxes.toLocaleString('en')}`;

const ratioTarget = (figures: readonly Figure[]): Target => {
  const over = figures.filter(({ ratio }) => !(ratio <= MOST_RATIO));
  const worst = figures.toSorted((a, b) => b.ratio - a.ratio)[0];
  return {
    name: `p50 at most ${MOST_RATIO} x (floor + session check)`,
    met: over.length === 0,
    worst: worst ? `most: ${worst.ratio.toFixed(2)} (${naming(worst)})` : '',
  };
};

const pageTarget = (figures: readonly Figure[]): Target => {
  const pages = figures.filter(({ kind }) => kind === 'list');
  const most = Math.max(...pages.map(({ rowsRead }) => rowsRead.own.most));
  const allowed = DEFAULT_PAGE_SIZE + MOST_ROWS_BEYOND_PAGE;
  return {
    name: `rows read for a list page at most page size + ${MOST_ROWS_BEYOND_PAGE} (${allowed})`,
    met: most <= allowed,
    worst: `most: ${most}`,
  };
};

// The smallest tenant has less than a page, so it is between the two others that growth shows.
const constantTarget = (figures: readonly Figure[]): Target => {
  const sizes = [...new Set(figures.map(({ inboxes }) => inboxes))].sort((a, b) => a - b).slice(1);
  const grown = figures.filter(({ kind, inboxes, rowsRead }) => {
    const base = figures.find((one) => one.kind === kind && one.inboxes === sizes[0]);
    return sizes.includes(inboxes) && rowsRead.own.most !== base?.rowsRead.own.most;
  });
  return {
    name: `rows read the same with ${sizes.map((size) => size.toLocaleString('en')).join(' and ')}`,
    met: grown.length === 0,
    worst: grown.map((one) => `${naming(one)}: ${one.rowsRead.own.most}`).join('; '),
  };
};

export const targetsOf = (figures: readonly Figure[]): Target[] => [
  ratioTarget(figures),
  pageTarget(figures),
  constantTarget(figures),
];
