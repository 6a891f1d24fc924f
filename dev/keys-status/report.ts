import type { KeyState, KeyStatus } from '../../contract/keys.ts';

const BAR = 30;

const number = (value: number): string => value.toLocaleString('en');
const counted = (value: number, one: string, many: string): string =>
  `${number(value)} ${value === 1 ? one : many}`;

/** How far the pass over a key has come. */
export const bar = ({ resealed, total }: KeyState): string => {
  const part = total ? resealed / total : 1;
  const filled = Math.floor(part * BAR);
  const percent = String(Math.floor(part * 100)).padStart(3);
  const of = `${number(resealed)} of ${number(total ?? 0)} re-sealed`;
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${percent} %  ${of}`;
};

const COLUMNS: [string, (key: KeyState) => string][] = [
  ['key', ({ id }) => id],
  ['', ({ role }) => role],
  ['inboxes', ({ inboxes }) => number(inboxes ?? 0)],
  ['sign-ins', ({ shortLived }) => number(shortLived)],
  ['unreadable', ({ unreadable }) => number(unreadable)],
];

const table = (keys: readonly KeyState[]): string => {
  const rows = [
    COLUMNS.map(([head]) => head),
    ...keys.map((key) => COLUMNS.map(([, cell]) => cell(key))),
  ];
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]) =>
    row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
  return rows.map((row) => `  ${line(row).join('  ')}`.trimEnd()).join('\n');
};

const readable = ({ inboxes, unreadable }: KeyState) => (inboxes ?? 0) - unreadable;

/** Why a retiring key has to stay. */
const reasons = (key: KeyState): string[] => [
  ...(readable(key) > 0
    ? [`${counted(readable(key), 'inbox is', 'inboxes are')} still to be re-sealed`]
    : []),
  ...(key.unreadable > 0
    ? [`${counted(key.unreadable, 'inbox does', 'inboxes do')} not open and must be connected anew`]
    : []),
  ...(key.shortLived > 0
    ? [`${counted(key.shortLived, 'sign-in needs', 'sign-ins need')} it, ten minutes at most`]
    : []),
  ...(key.running ? ['a pass is under way'] : []),
];

// One that no inbox needs is of a sign-in that is over soon.
const isMissing = ({ role, inboxes }: KeyState) => role === 'missing' && (inboxes ?? 0) > 0;

// Nothing was ever sealed anew from it: it may be the one that is about to become the current key.
const isUnused = ({ safeToRetire, resealed, finishedAt }: KeyState) =>
  safeToRetire && resealed === 0 && finishedAt === null;

const verdict = (key: KeyState): string[] => {
  if (key.role === 'missing' && !isMissing(key)) {
    const who = counted(key.shortLived, 'sign-in fails', 'sign-ins fail');
    return [`key ${key.id} is gone: ${who} and can be begun again`];
  }
  if (key.role === 'missing') {
    const who = counted(key.inboxes ?? 0, 'inbox needs', 'inboxes need');
    return [`key ${key.id} is MISSING: ${who} it. Add it to ENCRYPTION_KEYS_RETIRING.`];
  }
  if (key.role === 'current') return [];
  if (isUnused(key)) return [`not in use: ${key.id} (new, or never used)`];
  if (key.safeToRetire) return [`safe to retire ${key.id}`];
  return [`not yet safe to retire ${key.id}: ${reasons(key).join('; ')}`];
};

const bars = (keys: readonly KeyState[]): string[] =>
  keys
    .filter(({ role, total }) => role === 'retiring' && total !== 0)
    .map((key) => `  ${key.id}  ${bar(key)}`);

/** What a person is told. */
export const asText = ({ keys }: KeyStatus): string => {
  const verdicts = keys.flatMap(verdict);
  const said = verdicts.length > 0 ? verdicts : ['nothing to retire'];
  return [table(keys), bars(keys).join('\n'), said.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
};

/** Whether every retiring key may be taken away, and none is missing. */
export const isAllSafe = ({ keys }: KeyStatus): boolean =>
  !keys.some((key) => isMissing(key) || (key.role === 'retiring' && !key.safeToRetire));

/** The same for a program, in one line. */
export const asJson = (status: KeyStatus): string =>
  JSON.stringify({ safe: isAllSafe(status), ...status });
