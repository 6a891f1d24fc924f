import { z } from 'zod';
import { autoResponse } from './auto-response.ts';
import { inboxId } from './inbox.ts';

/** What happens to the open tickets of an inbox that is deleted. Open means not closed: pending ones too. */
export const ticketsDecision = z.discriminatedUnion(
  'action',
  [
    z.object({
      action: z.literal('transfer'),
      inboxId: inboxId.meta({ description: 'An active inbox of the same tenant' }),
    }),
    z.object({ action: z.literal('close') }),
  ],
  { error: 'Choose whether to transfer the open tickets or to close them.' },
);
export type TicketsDecision = z.infer<typeof ticketsDecision>;

export const inboxDeletion = z.object({ tickets: ticketsDecision.optional() });
export type InboxDeletion = z.input<typeof inboxDeletion>;

export const MAX_TRANSFER_TARGETS = 100;

/** Narrows the transfer targets by name or address. */
export const deletionPreviewQuery = z.object({ q: z.string().max(200).optional() });

const transferTarget = z.object({ id: z.string(), name: z.string(), emailAddress: z.string() });
export type TransferTarget = z.infer<typeof transferTarget>;

/** What goes with an inbox, and where its tickets could. At most {@link MAX_TRANSFER_TARGETS} targets. */
export const deletionPreview = z.object({
  openTickets: z.number().int(),
  aliases: z.array(z.string()),
  /** Null where there is none written. */
  autoResponse: autoResponse.nullable(),
  transferTargets: z.array(transferTarget),
});
export type DeletionPreview = z.infer<typeof deletionPreview>;
