import type { Mailbox } from '../mailbox.ts';
import { imapString, list as listOf } from './response.ts';
import { accountOf, type Call, type Command } from './session.ts';

/** RFC 3501 §6.3.8 with RFC 6154's attributes and selection. */
export const list: Command = { stage: 'account', run: (call) => answer(call, 'LIST') };

/** RFC 3501 §6.3.9: everybody is subscribed to everything. */
export const lsub: Command = { stage: 'account', run: (call) => answer(call, 'LSUB') };

function answer({ session, args }: Call, response: 'LIST' | 'LSUB'): string {
  const selection = args.peek()?.kind === 'list' ? args.list().rest((option) => option.atom()) : [];
  const reference = args.text();
  const pattern = args.text();
  if (pattern === '') {
    // A question for the hierarchy delimiter (RFC 3501 §6.3.8).
    session.wire.send(`* ${response} (\\Noselect) "/" ""`);
    return 'Done';
  }
  const matches = matcher(reference + pattern);
  for (const mailbox of accountOf(session).mailboxes) {
    if (selection.includes('SPECIAL-USE') && !mailbox.specialUse) continue;
    if (!matches(mailbox.name)) continue;
    session.wire.send(`* ${response} `, attributes(mailbox), ' "/" ', imapString(mailbox.name));
  }
  return 'Done';
}

function attributes({ specialUse }: Mailbox): Buffer {
  return listOf(['\\HasNoChildren', ...(specialUse ? [specialUse] : [])]);
}

/** No mailbox has children here, so `*` and `%` mean the same: anything. */
function matcher(pattern: string): (name: string) => boolean {
  const pieces = pattern.split(/[*%]+/).map((piece) => piece.replace(/\W/g, '\\$&'));
  const source = `^${pieces.join('.*')}$`;
  return (name) => new RegExp(source, name === 'INBOX' ? 'i' : '').test(name);
}
