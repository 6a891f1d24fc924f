import { mailboxNamed } from './mailboxes.ts';
import { No } from './response.ts';
import { type Call, type Command, viewOf, writableViewOf } from './session.ts';
import type { Numbered } from './view.ts';

/** EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1); the responses come with the session's news. */
export const expunge: Command = {
  stage: 'view',
  run({ session, args, byUid }) {
    const view = writableViewOf(session);
    const candidates = byUid ? view.find(args.text(), true) : view.all();
    args.end();
    for (const { message } of candidates) {
      if (message.flags.has('\\Deleted')) view.mailbox.remove(message.uid);
    }
    return 'Done';
  },
};

/** Expunges without a word and leaves the mailbox (RFC 3501 §6.4.2). */
export const close: Command = {
  stage: 'view',
  run({ session }) {
    const view = viewOf(session);
    session.view = undefined;
    if (view.isReadOnly) return 'Left';
    for (const { message } of view.all()) {
      if (message.flags.has('\\Deleted')) view.mailbox.remove(message.uid);
    }
    return 'Left';
  },
};

/** RFC 3501 §6.4.7. */
export const copy: Command = {
  stage: 'view',
  run(call) {
    const code = copyMessages(call, viewOf(call.session).find(call.args.text(), call.byUid));
    return `${code}Copied`;
  },
};

/** RFC 6851. */
export const move: Command = {
  stage: 'view',
  run(call) {
    const view = writableViewOf(call.session);
    const found = view.find(call.args.text(), call.byUid);
    const code = copyMessages(call, found);
    // COPYUID goes before the EXPUNGE responses, for clients to match them up (RFC 6851 §4.3).
    if (code) call.session.wire.send(`* OK ${code}Moved`);
    for (const { message } of found) view.mailbox.remove(message.uid);
    return 'Done';
  },
};

/** Copies, and says where to: `[COPYUID …] ` or, where there was nothing to copy, nothing. */
function copyMessages({ session, args }: Call, found: readonly Numbered[]): string {
  const target = mailboxNamed(session, args, 'TRYCREATE');
  args.end();
  if (target === viewOf(session).mailbox) throw new No('It is there already', 'CANNOT');
  const copies = found.map(({ message }) =>
    target.append(message.raw, message.flags, message.internalDate),
  );
  if (copies.length === 0) return '';
  const from = found.map(({ message }) => message.uid).join(',');
  const to = copies.map(({ uid }) => uid).join(',');
  return `[COPYUID ${target.uidValidity} ${from} ${to}] `;
}
