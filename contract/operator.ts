import { z } from 'zod';
import { outage } from './health.ts';

const timestamp = z.iso.datetime();

/** How many dead letters and failed mails are told of at once, the newest. */
export const OPERATOR_LIST = 50;

/** Something that was given up: a queue's message, with what it asked for. */
export const deadLetter = z.object({
  id: z.string(),
  body: z.string(),
  at: timestamp,
  /** Whether it asks what is known: what does not can only be discarded. */
  canRetry: z.boolean(),
});

/** A mail that could not be sent after all attempts. Never its text. */
export const failedAlert = z.object({
  id: z.string(),
  tenant: z.string().nullable(),
  recipient: z.string(),
  subject: z.string(),
  attempts: z.number().int(),
  /** Our own code for why. */
  failure: z.string().nullable(),
  failedAt: timestamp,
});

/** How a deployment is doing, for who runs it. Nothing in it opens anything. */
export const operatorView = z.object({
  version: z.string(),
  at: timestamp,
  /** Messages that wait; null where the queue does not tell. */
  queues: z.object({ checks: z.number().int().nullable(), jobs: z.number().int().nullable() }),
  checks: z.object({
    intervalMinutes: z.number().int(),
    /** On average over the last interval. */
    perMinute: z.number(),
    /** Of the last interval's runs. */
    runs: z.number().int(),
    unfinishedRuns: z.number().int(),
    /** When the newest run began, and the newest that is completed. */
    lastRun: timestamp.nullable(),
    lastCompletedRun: timestamp.nullable(),
    /** Failing inboxes whose next check is overdue. */
    overdue: z.number().int(),
  }),
  /** Inboxes in use, and of those the failing ones by cause, the commonest first. */
  inboxes: z.object({
    active: z.number().int(),
    failing: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        count: z.number().int(),
        errors: z.number().int(),
      }),
    ),
  }),
  connector: z.object({ ok: z.boolean(), ms: z.number(), reason: z.string().nullable() }),
  outages: z.array(outage),
  /** Providers that refuse our own client, and secrets about to expire. */
  providers: z.array(
    z.object({
      provider: z.enum(['google', 'microsoft']),
      configured: z.boolean(),
      trouble: z.object({ reason: z.string(), since: timestamp }).nullable(),
      secretExpiresAt: timestamp.nullable(),
    }),
  ),
  mail: z.object({
    mailer: z.enum(['log', 'smtp', 'none']),
    waiting: z.number().int(),
    failed: z.array(failedAlert),
  }),
  deadLetters: z.array(deadLetter),
});
export type OperatorView = z.infer<typeof operatorView>;
