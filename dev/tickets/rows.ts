import { newId } from '../../worker/platform/ids.ts';

export const ticketStatuses = ['open', 'pending', 'closed'] as const;
export type TicketCounts = Record<(typeof ticketStatuses)[number], number>;

const SUBJECTS = [
  'Where is my order?',
  'The invoice has the wrong address',
  'How do I reset my password?',
  'Can I change my delivery date?',
  'Refund for two items',
  'Der Link in Ihrer Mail öffnet sich nicht',
  'Thank you!',
];

type Made = { tenant: string; inbox: string; counts: TicketCounts; subject?: string; now: Date };

/** The rows of new tickets: as many of each status as asked, all with the subject, or each with one of its own. */
export const ticketRows = ({ tenant, inbox, counts, subject, now }: Made) =>
  ticketStatuses
    .flatMap((status) => Array.from({ length: counts[status] }, () => status))
    .map((status, at) => ({
      id: newId('tkt', now),
      tenant,
      inbox,
      subject: subject ?? SUBJECTS[at % SUBJECTS.length] ?? '',
      status,
      createdAt: now,
      updatedAt: now,
    }));
