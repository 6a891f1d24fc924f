import type { z } from 'zod';
import type { ProblemCode } from '../../contract/problem.ts';

/** A route as the API's description and the tests over all routes know it. */
export type Operation = {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  path: string;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: [status: number, schema: z.ZodType | null, description?: string];
  fails?: ProblemCode[];
  /** Takes Idempotency-Key. */
  once?: true;
  /** For members of a tenant; who else may not. */
  org?: 'reader' | 'manager';
};

export const IN_ORG = '/api/orgs/:org';

/** What a route that takes Idempotency-Key may answer for it. */
export const ONCE_FAILS = ['idempotency-key-invalid', 'idempotency-key-reused'] as const;
