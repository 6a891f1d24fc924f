import type { Outage } from '../../contract/health.ts';
import type { ConnectionType } from '../../contract/inbox.ts';

type Part = Outage['part'];
type Words = { title: string; rest: string };

const words: Record<Part, Words> = {
  connector: {
    title: 'Letterbox’s own connection service does not answer',
    rest: 'IMAP / SMTP inboxes are not being checked meanwhile; none is marked as broken for it.',
  },
  google: {
    title: 'Google does not answer',
    rest: 'Gmail inboxes are left as they are meanwhile; none is marked as broken for it.',
  },
  microsoft: {
    title: 'Microsoft does not answer',
    rest: 'Microsoft 365 inboxes are left as they are meanwhile; none is marked as broken for it.',
  },
};

/** What does not answer, and what that means for the inboxes. */
export const outageWords = (part: Part): Words => words[part];

const partsOfTypes: Record<ConnectionType, Part> = {
  imap: 'connector',
  gmail: 'google',
  microsoft: 'microsoft',
};

/** What the checks of an inbox depend on. */
export const partOf = (type: ConnectionType): Part => partsOfTypes[type];

/** Outages to tell of: each cause once, and none of a provider that another banner tells of already. */
export const outagesToTell = (
  outages: readonly Outage[],
  { concerns, told }: { concerns: readonly Part[] | null; told: readonly Part[] },
): Outage[] =>
  outages.filter(
    ({ part }) => (concerns === null || concerns.includes(part)) && !told.includes(part),
  );
