import type { Mailbox } from '../mailbox.ts';
import type { Arguments } from './arguments.ts';
import { flagList, SYSTEM_FLAGS } from './flags.ts';
import { Bad, imapString, join, list, No } from './response.ts';
import { accountOf, type Command, type Session } from './session.ts';
import { View } from './view.ts';

/** The mailbox that the next argument names. */
export function mailboxNamed(session: Session, args: Arguments, missing: string): Mailbox {
  const mailbox = accountOf(session).mailbox(args.text());
  if (!mailbox) throw new No('No such mailbox', missing);
  return mailbox;
}

/** RFC 3501 §6.3.1. */
export const select: Command = {
  stage: 'account',
  run: (call) => open(call.session, call.args, false),
};

/** RFC 3501 §6.3.2. */
export const examine: Command = {
  stage: 'account',
  run: (call) => open(call.session, call.args, true),
};

function open(session: Session, args: Arguments, isReadOnly: boolean): string {
  // Even a failed SELECT leaves the old mailbox (RFC 3501 §6.3.1).
  session.view = undefined;
  const mailbox = mailboxNamed(session, args, 'NONEXISTENT');
  args.end();
  const view = new View(mailbox, isReadOnly);
  session.view = view;
  const flags = flagList(SYSTEM_FLAGS);
  const permanent = isReadOnly ? '()' : flagList([...SYSTEM_FLAGS, '\\*']);
  const unseen = view.all().find(({ message }) => !message.flags.has('\\Seen'));
  session.wire.send('* FLAGS ', flags);
  session.wire.send(`* ${view.size} EXISTS`);
  session.wire.send('* 0 RECENT');
  if (unseen) session.wire.send(`* OK [UNSEEN ${unseen.sequence}] First unseen`);
  session.wire.send('* OK [PERMANENTFLAGS ', permanent, '] Kept');
  session.wire.send(`* OK [UIDVALIDITY ${mailbox.uidValidity}] Until the next start`);
  session.wire.send(`* OK [UIDNEXT ${mailbox.uidNext}] Predicted`);
  return isReadOnly ? '[READ-ONLY] Examined' : '[READ-WRITE] Selected';
}

/** RFC 3501 §6.3.10. */
export const status: Command = {
  stage: 'account',
  run({ session, args }) {
    const mailbox = mailboxNamed(session, args, 'NONEXISTENT');
    const items = args.list().rest((rest) => rest.atom());
    args.end();
    const values = items.map((item) => `${item} ${statusValue(mailbox, item)}`);
    session.wire.send('* STATUS ', imapString(mailbox.name), ' ', list(values));
    return 'Done';
  },
};

function statusValue(mailbox: Mailbox, item: string): number {
  switch (item) {
    case 'MESSAGES':
      return mailbox.messages.length;
    case 'UNSEEN':
      return mailbox.messages.filter(({ flags }) => !flags.has('\\Seen')).length;
    case 'UIDNEXT':
      return mailbox.uidNext;
    case 'UIDVALIDITY':
      return mailbox.uidValidity;
    case 'RECENT':
      return 0;
    default:
      throw new Bad('Unknown status item');
  }
}

/** Leaves the mailbox and keeps its deleted messages (RFC 3691). */
export const unselect: Command = {
  stage: 'view',
  run({ session }) {
    session.view = undefined;
    return 'Left';
  },
};

/** The mailboxes are the same for everybody and stay so. */
export const fixed: Command = {
  stage: 'account',
  run() {
    throw new No('The mailboxes of this server are fixed', 'CANNOT');
  },
};

export const namespace: Command = {
  stage: 'account',
  run({ session }) {
    session.wire.send(join('* NAMESPACE (("" "/")) NIL NIL'));
    return 'Done';
  },
};
