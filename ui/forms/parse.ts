import type { output, ZodType } from 'zod';
import { type Errors, errorsFromIssues } from './errors.ts';

export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: Errors };

/** Parses what a form holds with the schema that the route uses. */
export const parseForm = <S extends ZodType>(schema: S, input: unknown): Parsed<output<S>> => {
  const parsed = schema.safeParse(input);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, errors: errorsFromIssues(parsed.error.issues) };
};
