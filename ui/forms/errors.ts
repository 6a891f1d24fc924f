import type { FieldError } from '../../contract/problem.ts';
import { ProblemError } from '../problem-error.ts';

/** What is wrong, by field: `imap.host`, `owner.email`. The first word on a field wins. */
export type Errors = Readonly<Record<string, string>>;

export const noErrors: Errors = {};

const gather = (found: Iterable<readonly [field: string, text: string]>): Errors => {
  const errors: Record<string, string> = {};
  for (const [field, text] of found) errors[field] ??= text;
  return errors;
};

/** From the issues of a zod schema. */
export const errorsFromIssues = (
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): Errors => gather(issues.map(({ path, message }) => [path.map(String).join('.'), message]));

// RFC 6901, sections 4 and 6: percent-encoded in a fragment; `~1` is a slash and `~0` a tilde.
const fieldOf = (pointer: string) =>
  decodeURIComponent(pointer.replace(/^#?\//, ''))
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');

/** From the `errors` of a problem. */
export const errorsFromPointers = (errors: readonly FieldError[]): Errors =>
  gather(errors.map(({ pointer, detail }) => [fieldOf(pointer), detail]));

/** The fields that a thrown problem names; none for anything else that was thrown. */
export const errorsFromProblem = (thrown: unknown): Errors =>
  thrown instanceof ProblemError ? errorsFromPointers(thrown.problem.errors ?? []) : noErrors;

export const without = (errors: Errors, ...fields: string[]): Errors =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field)));

export const isEmpty = (errors: Errors) => Object.keys(errors).length === 0;
