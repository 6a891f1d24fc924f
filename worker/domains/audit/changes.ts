import type { AuditChange, AuditField } from '../../../contract/audit.ts';

type Value = AuditChange['before'];
type Values = Partial<Record<AuditField, Value | undefined>>;

const MAX_KEPT = 300;

const LEAD_IN = 40;

// Where to begin, so that what changed is among what is kept.
const beginOf = (before: Value, after: Value): number => {
  if (typeof before !== 'string' || typeof after !== 'string') return 0;
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return at < MAX_KEPT - LEAD_IN ? 0 : at - LEAD_IN;
};

// An event says what changed, it is no copy of it. Half a character at a cut is no text.
const cut = (value: Value, begin: number): Value => {
  if (typeof value !== 'string' || value.length <= MAX_KEPT) return value;
  const kept = value
    .slice(begin, begin + MAX_KEPT)
    .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  const end = begin + MAX_KEPT < value.length ? '…' : '';
  return `${begin > 0 ? '…' : ''}${kept}${end}`;
};

const kept = ({ field, before, after }: AuditChange): AuditChange => {
  const begin = beginOf(before, after);
  return { field, before: cut(before, begin), after: cut(after, begin) };
};

/** What differs between two states of the same fields. */
export const changesBetween = (before: Values, after: Values): AuditChange[] =>
  (Object.keys(after) as AuditField[])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => change.before !== change.after)
    .map(kept);

/** What came to be. */
export const made = (values: Values): AuditChange[] => changesBetween({}, values);

/** What is no more. */
export const gone = (values: Values): AuditChange[] =>
  made(values).map(({ field, after }) => ({ field, before: after, after: null }));
