import type { Found } from './find-message.ts';
import type { Folders } from './folders.ts';
import { lookInto } from './look-into.ts';
import type { Mailbox } from './mailbox.ts';

type Spot = { path: string; uid: number };

// RFC 9051 has in it what were extensions before. Where a server speaks both revisions, the session is
// of the older one: nobody has asked for the other.
const can = ({ capabilities }: Mailbox, extension: 'UIDPLUS' | 'MOVE'): boolean =>
  capabilities.has(extension) || (capabilities.has('IMAP4rev2') && !capabilities.has('IMAP4rev1'));

// Gmail's folders are labels: a message that is expunged from one is still in All Mail.
const expungesForGood = (mailbox: Mailbox): boolean =>
  can(mailbox, 'UIDPLUS') && !mailbox.capabilities.has('X-GM-EXT-1');

/**
 * Takes one message away, and no other. Without UIDPLUS, EXPUNGE destroys whatever the person has marked
 * as deleted: then it is moved to the bin, or else only marked, which is `false`.
 */
const remove = async (
  mailbox: Mailbox,
  { path, uid }: Spot,
  trash: string | null,
): Promise<boolean> => {
  const one = String(uid);
  await mailbox.ask((client) => client.mailboxOpen(path));
  if (expungesForGood(mailbox)) {
    return mailbox.ask((client) => client.messageDelete(one, { uid: true }));
  }
  if (trash !== null && trash !== path && can(mailbox, 'MOVE')) {
    return Boolean(await mailbox.ask((client) => client.messageMove(one, trash, { uid: true })));
  }
  await mailbox.ask((client) => client.messageFlagsAdd(one, ['\\Deleted'], { uid: true }));
  return false;
};

/** Deletes the message that was found, and the copy that some servers keep of what they send. */
export const deleteMessage = async (
  mailbox: Mailbox,
  { sent, trash }: Folders,
  { folder: { path }, uid }: Found,
  token: string,
): Promise<boolean> => {
  const isDeleted = await remove(mailbox, { path, uid }, trash);
  const copy = sent === null ? null : await lookInto(mailbox, sent, token);
  if (sent === null || copy === null) return isDeleted;
  return (await remove(mailbox, { path: sent, uid: copy.uid }, trash)) && isDeleted;
};
