import { z } from 'zod';
import { testResult } from './connection-test.ts';

/** Every problem the API can answer with (RFC 9457): its HTTP status, its title, and what to do next. */
export const problems = {
  'invalid-input': { status: 422, title: 'Some of what was sent is not valid' },
  'malformed-body': { status: 400, title: 'The request body is not valid JSON' },
  'unsupported-media-type': { status: 415, title: 'Send the body as application/json' },
  'payload-too-large': { status: 413, title: 'The request body is too large' },
  'signed-out': { status: 401, title: 'Sign in first' },
  'sign-in-refused': { status: 401, title: 'The email address or the password is not right' },
  'role-forbids': { status: 403, title: 'Your role does not allow this' },
  'foreign-origin': { status: 403, title: 'The request came from another site' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'address-taken': { status: 409, title: 'Another inbox already uses this address' },
  'inbox-limit-reached': { status: 409, title: 'Upgrade to add more inboxes' },
  'inbox-archived': { status: 409, title: 'Restore the inbox first' },
  'auto-response-loop': {
    status: 409,
    title: 'Inboxes of this workspace would answer one another',
  },
  'alias-limit-reached': { status: 409, title: 'This inbox has as many aliases as it may have' },
  'open-tickets': { status: 409, title: 'Say what happens to the open tickets' },
  'transfer-target-unavailable': {
    status: 409,
    title: 'The inbox to transfer the tickets to is not active',
  },
  'idempotency-key-invalid': {
    status: 400,
    title: 'Idempotency-Key takes 1 to 255 visible ASCII characters',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'This Idempotency-Key came before, with another request',
  },
  'not-connected': { status: 409, title: 'The inbox has no stored connection' },
  'wrong-connection-type': { status: 409, title: 'This inbox is connected in another way' },
  'provider-not-configured': {
    status: 409,
    title: 'This deployment can’t sign in at this provider',
  },
  'sign-in-over': { status: 409, title: 'This sign-in is over; begin again' },
  'credentials-unreadable': {
    status: 409,
    title: 'The stored credentials can’t be read; enter them again',
  },
  'setup-closed': { status: 409, title: 'This deployment is already set up' },
  'setup-not-configured': { status: 409, title: 'This deployment has no SETUP_TOKEN' },
  'setup-token-refused': { status: 403, title: 'The setup token is not right' },
  'invitation-invalid': { status: 404, title: 'This invitation is no longer valid' },
  'invitation-limit-reached': {
    status: 409,
    title: 'Too many invitations are open; revoke some first',
  },
  'already-member': { status: 409, title: 'This person is already a member' },
  'account-exists': { status: 409, title: 'There is already an account with this address' },
  'mail-not-configured': { status: 409, title: 'This deployment can’t send mail yet' },
  'mail-not-sent': { status: 503, title: 'The mail could not be sent' },
  'unknown-message': {
    status: 422,
    title: 'Letterbox does not know what this message asks; it can only be discarded',
  },
  'changed-meanwhile': { status: 412, title: 'Somebody changed this meanwhile' },
  'connection-test-failed': {
    status: 422,
    title: 'The connection test failed; nothing was stored',
  },
  'too-many-requests': { status: 429, title: 'Too many requests; try again in a moment' },
  'too-many-tests': {
    status: 429,
    title: 'This workspace has tested very often just now; wait a little',
  },
  'login-paused': {
    status: 429,
    title:
      'The server refused two sign-ins in a row; the next test waits, lest the account be locked',
  },
  'connector-busy': { status: 429, title: 'Too many tests are running; try again in a moment' },
  'connector-unavailable': {
    status: 503,
    title: 'Connection tests are unavailable at the moment',
  },
  'key-missing': {
    status: 503,
    title: 'This Letterbox is missing a key that it needs; its operator has to add it',
  },
  'too-many-changes': {
    status: 503,
    title: 'Too many changes at the same moment; try again',
  },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** A field that was refused: where (JSON pointer, RFC 6901, as a URI fragment) and why. */
export const fieldError = z.object({ pointer: z.string(), detail: z.string() });
export type FieldError = z.infer<typeof fieldError>;

/** The body of every error answer, `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.enum(problemCodes),
  requestId: z.string(),
  errors: z.array(fieldError).optional(),
  /** With `connection-test-failed` only. */
  result: testResult.optional(),
  /** With `changed-meanwhile`, where it is known: who changed it, and when. */
  changedBy: z.object({ name: z.string(), at: z.iso.datetime() }).optional(),
  /** Seconds, with 429 and 503 only; the same as Retry-After. */
  retryAfter: z.number().int().optional(),
});
export type Problem = z.infer<typeof problem>;
