import type { Verdict } from '../../worker/domains/audit/verify.ts';

/** What is said of a tenant; without a verdict it has no event. */
export type Finding = { org: string; verdict: Verdict | null };

const counted = (events: number) => (events === 1 ? '1 event' : `${events} events`);

const brokenSaid = ({ broken }: Verdict): string => {
  if (broken === null) return '';
  const { seq, problem, detail, at, action } = broken;
  const what = [action, at].filter((part) => part !== null).join(', ');
  const found = what === '' ? '' : ` (found there: ${what})`;
  return `BROKEN at event ${seq}, ${problem}: ${detail}${found}`;
};

// What stands in a database that may have been tampered with must not steer the terminal.
const printable = (text: string) => text.replaceAll(/\p{C}/gu, '�');

/** A finding as a line for a person. */
export const asText = (finding: Finding): string => {
  const { verdict } = finding;
  const org = printable(finding.org);
  if (verdict === null) return `${org}  no events`;
  if (verdict.broken !== null) return `${org}  ${brokenSaid(verdict)}`;
  const { events, head } = verdict;
  return `${org}  ${counted(events)}, head ${head.seq} ${head.hash}`;
};

/** A finding as a line for a program. Of a broken chain, `events` and `head` are of what is whole. */
export const asJson = ({ org, verdict }: Finding): string => {
  const { events, head, broken } = verdict ?? { events: 0, head: null, broken: null };
  return JSON.stringify({ org, ok: broken === null, events, head, broken });
};
