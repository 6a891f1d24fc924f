import { flagList, parseFlags } from './flags.ts';
import { Bad } from './response.ts';
import { type Command, writableViewOf } from './session.ts';

const ACTION = /^([+-]?)FLAGS(\.SILENT)?$/;

/** STORE (RFC 3501 §6.4.6), and UID STORE. */
export const store: Command = {
  stage: 'view',
  keepsNumbers: true,
  run({ session, args, byUid }) {
    const view = writableViewOf(session);
    const found = view.find(args.text(), byUid);
    const [, sign, silent] = ACTION.exec(args.atom()) ?? [];
    if (sign === undefined) throw new Bad('Unknown action');
    const named = parseFlags(args);
    args.end();
    for (const { sequence, message } of found) {
      // Somebody else's EXPUNGE is not news yet, so it is no error either (RFC 2180 §4.2.1).
      if (!view.mailbox.message(message.uid)) continue;
      view.mailbox.setFlags(message.uid, combine(message.flags, sign, named));
      const after = view.mailbox.message(message.uid) ?? message;
      view.tell({ sequence, message: after });
      if (silent) continue;
      const uid = byUid ? `UID ${after.uid} ` : '';
      session.wire.send(`* ${sequence} FETCH (${uid}FLAGS `, flagList(after.flags), ')');
    }
    return 'Done';
  },
};

function combine(current: ReadonlySet<string>, sign: string, named: string[]): Set<string> {
  if (sign === '+') return new Set([...current, ...named]);
  if (sign === '-') return new Set([...current].filter((flag) => !named.includes(flag)));
  return new Set(named);
}
