import type { Arguments } from './arguments.ts';
import { Bad, No } from './response.ts';
import { parseKey } from './search-keys.ts';
import { type Command, viewOf } from './session.ts';

/** RFC 3501 §6.4.4, and UID SEARCH. */
export const search: Command = {
  stage: 'view',
  keepsNumbers: true,
  run({ session, args, byUid }) {
    const view = viewOf(session);
    skipCharset(args);
    if (args.isEmpty) throw new Bad('Missing search key');
    const keys = args.rest((rest) => parseKey(rest, view));
    const found = view.all().filter((numbered) => keys.every((matches) => matches(numbered)));
    const numbers = found.map(({ sequence, message }) => (byUid ? message.uid : sequence));
    session.wire.send(['* SEARCH', ...numbers].join(' '));
    return 'Done';
  },
};

function skipCharset(args: Arguments): void {
  const first = args.peek();
  if (first?.kind !== 'atom' || first.text.toUpperCase() !== 'CHARSET') return;
  args.next();
  const charset = args.text().toUpperCase();
  if (charset !== 'UTF-8' && charset !== 'US-ASCII') {
    throw new No('Unknown character set', 'BADCHARSET (UTF-8 US-ASCII)');
  }
}
