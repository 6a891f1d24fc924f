import { parseArgs } from 'node:util';
import { z } from 'zod';
import { hasControls } from '../../contract/text.ts';
import { type TicketCounts, ticketStatuses } from './rows.ts';

const MAX_TICKETS = 1000;
const MAX_SUBJECT = 200;

export type Asked = { org: string; inbox: string; counts: TicketCounts; subject?: string };

/** Thrown for arguments that make no sense; its message says which. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const count = (name: string) =>
  z
    .string()
    .default('0')
    .refine((text) => /^\d+$/.test(text) && Number(text) <= MAX_TICKETS, {
      error: ({ input }) => `--${name} takes a number from 0 to ${MAX_TICKETS}, not "${input}".`,
    })
    .transform(Number);

const required = (name: string, what: string) =>
  z.string({ error: `--${name} is missing: ${what}.` }).min(1, `--${name} is empty.`);

const schema = z
  .object({
    org: required('org', 'the organization, like --org acme'),
    inbox: required('inbox', 'the address of the inbox'),
    open: count('open'),
    pending: count('pending'),
    closed: count('closed'),
    subject: z
      .string()
      .min(1, '--subject is empty.')
      .max(MAX_SUBJECT, `--subject takes at most ${MAX_SUBJECT} characters.`)
      .refine((text) => !hasControls(text), '--subject takes one line.')
      .optional(),
  })
  .refine((asked) => ticketStatuses.some((status) => asked[status] > 0), {
    error: 'Say how many: --open N, --pending N or --closed N.',
  });

const option = { type: 'string' } as const;
const options = {
  ...{ org: option, inbox: option, subject: option },
  ...{ open: option, pending: option, closed: option },
};

const valuesOf = (args: string[]) => {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/** Reads the command line. Throws {@link UsageError}. */
export const readArguments = (args: string[]): Asked => {
  const { data, error } = schema.safeParse(valuesOf(args));
  if (error) throw new UsageError(error.issues.map(({ message }) => message).join('\n'));
  const { org, inbox, subject, open, pending, closed } = data;
  return { org, inbox, counts: { open, pending, closed }, ...(subject && { subject }) };
};
