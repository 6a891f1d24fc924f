import { z } from 'zod';
import { failureCodes } from './failure.ts';
import { protocols } from './mail-server.ts';

/** A real message: handed to the SMTP server, found again over IMAP, deleted. */
export const roundTripSteps = ['send', 'find', 'delete'] as const;
export type RoundTripStep = (typeof roundTripSteps)[number];

/** RFC 8601 §2.7: what a receiver may write of a method; anything else it writes counts as not written. */
export const authenticationVerdicts = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'none',
  'policy',
  'temperror',
  'permerror',
] as const;
const verdict = z.enum(authenticationVerdicts).nullable();

/** What the receiver's topmost Authentication-Results header (RFC 8601) says; null where it says nothing. */
export const authenticationResults = z.object({ spf: verdict, dkim: verdict, dmarc: verdict });
export type AuthenticationResults = z.infer<typeof authenticationResults>;

export const roundTripFailure = z.object({
  step: z.enum(roundTripSteps),
  protocol: z.enum(protocols),
  code: z.enum(failureCodes),
  message: z.string(),
  hint: z.string(),
});
export type RoundTripFailure = z.infer<typeof roundTripFailure>;

/** Where a message turned up, by the folder's special use (RFC 6154). */
export const folderUses = ['inbox', 'junk', 'other'] as const;

/**
 * How a round trip ended. `ok` says that the message came back; a failure to delete it is told beside
 * that. `sentMs` and `arrivedMs` count from the start: to the moment the SMTP server had all of it and did
 * not refuse it, and to the moment it was found.
 */
export const roundTripResult = z.object({
  ok: z.boolean(),
  sentMs: z.number().nullable(),
  arrivedMs: z.number().nullable(),
  /** The folder's name as the server gives it, scrubbed. */
  folder: z.string().nullable(),
  folderUse: z.enum(folderUses).nullable(),
  authentication: authenticationResults.nullable(),
  /** False where it still lies in the mailbox. */
  deleted: z.boolean(),
  /** The message's subject, by which a person finds it. */
  subject: z.string(),
  failure: roundTripFailure.nullable(),
  ms: z.number(),
});
export type RoundTripResult = z.infer<typeof roundTripResult>;

/** One line of the NDJSON stream, which ends with `result`; one that ends without it was interrupted. */
export const roundTripEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('queued') }),
  /** Comes before all steps: whoever stops listening knows by it what may lie in the mailbox. */
  z.object({ type: z.literal('began'), subject: z.string() }),
  z.object({
    type: z.literal('step'),
    step: z.enum(roundTripSteps),
    status: z.enum(['running', 'passed', 'failed']),
    ms: z.number(),
  }),
  /** The mailbox was looked through once more, without finding it. */
  z.object({ type: z.literal('looked'), folders: z.number().int(), ms: z.number() }),
  z.object({ type: z.literal('result'), result: roundTripResult }),
]);
export type RoundTripEvent = z.infer<typeof roundTripEvent>;
