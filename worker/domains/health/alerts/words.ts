import type { InboxErrorCode } from '../../../../contract/inbox.ts';
import { errorWords } from '../../inboxes/error-words.ts';

/** One mail's words, for each of its recipients. */
export type Words = { subject: string; text: string };

/** A host may be 253 characters long, and a subject not. */
const MOST_IN_SUBJECT = 200;

const cut = (subject: string): string =>
  subject.length > MOST_IN_SUBJECT ? `${subject.slice(0, MOST_IN_SUBJECT - 1)}…` : subject;

/** An incident as a mail tells of it. */
export type Incident = {
  id: number;
  tenant: string;
  inbox: string;
  code: InboxErrorCode;
  /** A server as host:port, or a provider. */
  at: string | null;
  beganAt: Date;
  name: string;
  emailAddress: string;
  slug: string;
  organization: string;
};

/** A certificate as a mail tells of it. */
export type Expiry = {
  server: string;
  fingerprint: string;
  expiresAt: Date;
  inbox: string;
  name: string;
  emailAddress: string;
  slug: string;
  organization: string;
};

const MOST_NAMED = 20;

/** 23 November 2026, 10:04 UTC. */
const said = (date: Date): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
    .format(date)
    .replace(' at ', ', ')} UTC`;

// A name is somebody's text: in a subject it is one line, and not a long one.
const oneLine = (text: string): string =>
  [...text.replace(/[\s\p{Cc}]+/gu, ' ').trim()].slice(0, 80).join('');

const pageOf = (publicUrl: string, { slug, inbox }: { slug: string; inbox: string }) =>
  `${publicUrl}/${slug}/settings/inboxes/${inbox}/connection`;

const footer = (
  publicUrl: string,
  { slug, organization }: { slug: string; organization: string },
) =>
  `You get this as an owner or admin of ${oneLine(organization)} on Letterbox. Turn these mails off: ${publicUrl}/${slug}/settings/alerts`;

const list = <Each extends { slug: string; inbox: string; name: string; emailAddress: string }>(
  publicUrl: string,
  all: readonly Each[],
  more: (each: Each) => string,
): string => {
  const named = all
    .slice(0, MOST_NAMED)
    .map(
      (each) =>
        `- ${oneLine(each.name)} <${each.emailAddress}>${more(each)}\n  ${pageOf(publicUrl, each)}`,
    );
  const [first] = all;
  if (all.length > MOST_NAMED && first) {
    const others = all.length - MOST_NAMED;
    named.push(`- and ${others} more: ${publicUrl}/${first.slug}/settings/inboxes?status=error`);
  }
  return named.join('\n');
};

const where = (at: string | null) => (at === null ? '' : ` (${at})`);

/** Inboxes of one tenant that have stopped working for one cause. */
export const failingWords = (publicUrl: string, all: readonly [Incident, ...Incident[]]): Words => {
  const [first] = all;
  const why = errorWords(first.code);
  const isOne = all.length === 1;
  const subject = isOne
    ? `${oneLine(first.name)} stopped working: ${why}`
    : `${all.length} inboxes stopped working: ${why}`;
  const opening = isOne
    ? `The inbox ${oneLine(first.name)} <${first.emailAddress}> has stopped working.`
    : `${all.length} inboxes have stopped working for the same cause.`;
  const since = isOne ? `Since: ${said(first.beganAt)}\n` : '';
  const inboxes = isOne
    ? `Mend it here: ${pageOf(publicUrl, first)}`
    : list(publicUrl, all, ({ beganAt }) => `, since ${said(beganAt)}`);
  return {
    subject: cut(subject),
    text: `${opening}\n\nWhy: ${why}${where(first.at)}\n${since}\n${inboxes}\n\nMail is neither fetched nor sent meanwhile; nothing in the mailbox is lost. You get one more mail when it works again.\n\n${footer(publicUrl, first)}\n`,
  };
};

/** Inboxes of one tenant that work again. */
export const recoveredWords = (
  publicUrl: string,
  all: readonly [Incident, ...Incident[]],
): Words => {
  const [first] = all;
  const isOne = all.length === 1;
  const subject = isOne ? `${oneLine(first.name)} works again` : `${all.length} inboxes work again`;
  const inboxes = list(publicUrl, all, ({ beganAt }) => `, had failed since ${said(beganAt)}`);
  return {
    subject: cut(subject),
    text: `${isOne ? 'This inbox works' : 'These inboxes work'} again.\n\nIt was: ${errorWords(first.code)}${where(first.at)}\n\n${inboxes}\n\n${footer(publicUrl, first)}\n`,
  };
};

/** Certificates of one tenant's mail servers that are about to expire. */
export const expiringWords = (publicUrl: string, all: readonly [Expiry, ...Expiry[]]): Words => {
  const [first] = all;
  const isOne = all.length === 1;
  const subject = isOne
    ? `The certificate of ${first.server} expires on ${said(first.expiresAt)}`
    : `${all.length} certificates of mail servers are about to expire`;
  const rows = all
    .slice(0, MOST_NAMED)
    .map(
      (each) =>
        `- ${each.server}, until ${said(each.expiresAt)}, used by ${oneLine(each.name)} <${each.emailAddress}>\n  ${each.fingerprint}\n  ${pageOf(publicUrl, each)}`,
    )
    .join('\n');
  return {
    subject: cut(subject),
    text: `When a mail server’s certificate has expired, its inboxes stop working. Whoever runs the server has to renew it; a certificate that is trusted by its fingerprint has to be trusted anew after that.\n\n${rows}\n\n${footer(publicUrl, first)}\n`,
  };
};
