import type { InboxChange } from '../../contract/inbox.ts';
import type { TicketCounts } from '../tickets/rows.ts';

/**
 * What became of a connection: it works, its password was refused, or it worked and was disconnected.
 */
type Connection = 'works' | 'refused' | 'disconnected';

export type SeedInbox = {
  name: string;
  displayName?: string;
  emailAddress: string;
  connection?: Connection;
  aliases?: string[];
  autoResponse?: InboxChange['autoResponse'];
  tickets?: TicketCounts;
  archived?: boolean;
};

const ANSWER = `Hello {{customer.name}},

thank you for writing to {{inbox.name}}. Your message “{{ticket.subject}}” is number {{ticket.number}}.
We answer within two working days.

The people at Initech
{{inbox.address}}`;

/** Initech's inboxes, in the order in which they came to be. */
export const initechInboxes: readonly SeedInbox[] = [
  {
    name: 'Newsletter',
    emailAddress: 'news@initech.test',
    connection: 'works',
    tickets: { open: 0, pending: 0, closed: 3 },
    archived: true,
  },
  { name: 'Office move 2019', emailAddress: 'move@initech.test', archived: true },
  {
    name: 'Support',
    displayName: 'Initech Support',
    emailAddress: 'support@initech.test',
    connection: 'works',
    tickets: { open: 4, pending: 2, closed: 3 },
  },
  {
    name: 'Billing',
    displayName: 'Initech Accounts',
    emailAddress: 'billing@initech.test',
    connection: 'refused',
    tickets: { open: 1, pending: 0, closed: 2 },
  },
  { name: 'Sales', emailAddress: 'sales@initech.test' },
  {
    name: 'Jobs',
    displayName: 'Working at Initech',
    emailAddress: 'jobs@initech.test',
    connection: 'disconnected',
    tickets: { open: 0, pending: 1, closed: 1 },
  },
  {
    name: 'Hello',
    displayName: 'Initech',
    emailAddress: 'hello@initech.test',
    connection: 'works',
    aliases: ['welcome@initech.test', 'grüße@bücher-initech.test'],
    autoResponse: { enabled: true, subject: 'Re: {{ticket.subject}}', body: ANSWER },
  },
];
