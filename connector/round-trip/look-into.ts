import type { FetchMessageObject } from 'imapflow';
import type { Mailbox } from './mailbox.ts';

/** Of a search for nine random bytes. Some servers ignore what they are to search for and give all. */
const MOST_HITS = 3;

/** What the receiver wrote, and what every server wrote through which it came (RFC 5322 §3.6.7). */
const HEADERS = ['authentication-results', 'received', 'return-path'];

/** A message of ours, and its headers of trace. */
export type Hit = { uid: number; headers: string };

// Lists and filters put words of their own before a subject.
const isOurs = ({ envelope }: FetchMessageObject, token: string): boolean =>
  envelope?.subject?.includes(token) === true;

/**
 * Looks into one folder, which stays as it is: nothing is marked as read or as seen by a client. Only a
 * message with the token in its subject counts, whatever the server's search says; the latest of several.
 */
export const lookInto = async (
  mailbox: Mailbox,
  path: string,
  token: string,
): Promise<Hit | null> => {
  await mailbox.ask((client) => client.mailboxOpen(path, { readOnly: true }));
  const hits = await mailbox.ask((client) => client.search({ subject: token }, { uid: true }));
  for (const uid of (hits || []).slice(-MOST_HITS).toReversed()) {
    const message = await mailbox.ask((client) =>
      client.fetchOne(String(uid), { envelope: true, headers: HEADERS }, { uid: true }),
    );
    if (message && isOurs(message, token)) {
      return { uid, headers: message.headers?.toString('utf8') ?? '' };
    }
  }
  return null;
};

/** Whether a message came here by way of a server: the copy that is kept of what one sends has no trace. */
export const hasTravelled = ({ headers }: Hit): boolean =>
  /^(?:received|return-path):/im.test(headers);
