import type { AuditChange, AuditField } from '../../../contract/audit.ts';

type Value = AuditChange['before'];
type Values = Partial<Record<AuditField, Value | undefined>>;

const MAX_KEPT = 300;

// An event says what changed, it is no copy of it.
const cut = (value: Value): Value =>
  typeof value === 'string' && value.length > MAX_KEPT
    ? `${value.slice(0, MAX_KEPT).toWellFormed()}…`
    : value;

/** What differs between two states of the same fields. */
export const changesBetween = (before: Values, after: Values): AuditChange[] =>
  (Object.keys(after) as AuditField[])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => change.before !== change.after)
    .map(({ field, before, after }) => ({ field, before: cut(before), after: cut(after) }));

/** What came to be. */
export const made = (values: Values): AuditChange[] => changesBetween({}, values);

/** What is no more. */
export const gone = (values: Values): AuditChange[] =>
  made(values).map(({ field, after }) => ({ field, before: after, after: null }));
