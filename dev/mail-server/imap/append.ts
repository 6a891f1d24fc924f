import { parseDateTime } from './dates.ts';
import { parseFlags } from './flags.ts';
import { mailboxNamed } from './mailboxes.ts';
import { Bad } from './response.ts';
import type { Command } from './session.ts';

/** RFC 3501 §6.3.11, answered with the new UID (RFC 4315 §3). */
export const append: Command = {
  stage: 'account',
  run({ session, args }) {
    const mailbox = mailboxNamed(session, args, 'TRYCREATE');
    const flags = args.peek()?.kind === 'list' ? parseFlags(args) : [];
    const first = args.bytes();
    const internalDate = args.isEmpty ? undefined : parseDateTime(first.toString());
    const raw = args.isEmpty ? first : args.bytes();
    args.end();
    if (raw.length === 0) throw new Bad('Empty message');
    const { uid } = mailbox.append(raw, flags, internalDate);
    return `[APPENDUID ${mailbox.uidValidity} ${uid}] Kept`;
  },
};
