import { zValidator } from '@hono/zod-validator';
import type { ValidationTargets } from 'hono';
import type { z } from 'zod';
import type { FieldError } from '../../contract/problem.ts';
import { ProblemError } from './problem.ts';

const pointerOf = (path: readonly PropertyKey[]): string =>
  ['#', ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

/** Zod's issues as the fields of an `invalid-input` problem. */
export const fieldErrors = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerOf([...issue.path, key]),
          detail: 'This can’t be set here.',
        }))
      : { pointer: pointerOf(issue.path), detail: issue.message },
  );

/** Parses one part of a request with a schema of the contract, or answers `invalid-input`. */
export const valid = <Target extends keyof ValidationTargets, Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) =>
  zValidator(target, schema, (result) => {
    if (result.success) return;
    throw new ProblemError('invalid-input', { errors: fieldErrors(result.error.issues) });
  });
