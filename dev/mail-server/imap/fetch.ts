import type { Message } from '../mailbox.ts';
import type { Arguments } from './arguments.ts';
import { bodyStructure } from './body-structure.ts';
import { formatDateTime } from './dates.ts';
import { envelope } from './envelope.ts';
import { flagList } from './flags.ts';
import { parsePart } from './mime.ts';
import { Bad, imapString, join, list, literal, NIL } from './response.ts';
import { parseSection, readSection } from './section.ts';
import { type Call, type Command, viewOf } from './session.ts';

/** One thing asked for, ready to be answered for any message. */
interface Item {
  marksSeen?: boolean;
  answer(message: Message): Buffer;
}

const MACROS: Record<string, string[]> = {
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};

const SIMPLE: Record<string, (message: Message) => string | Buffer> = {
  UID: ({ uid }) => String(uid),
  FLAGS: ({ flags }) => flagList(flags),
  INTERNALDATE: ({ internalDate }) => imapString(formatDateTime(internalDate)),
  'RFC822.SIZE': ({ raw }) => String(raw.length),
  ENVELOPE: ({ raw }) => envelope(parsePart(raw).fields),
  BODY: ({ raw }) => bodyStructure(parsePart(raw)),
  BODYSTRUCTURE: ({ raw }) => bodyStructure(parsePart(raw)),
};

/** The names that sections had before RFC 3501. */
const OLD_NAMES: Record<string, string> = {
  RFC822: 'BODY[]',
  'RFC822.HEADER': 'BODY.PEEK[HEADER]',
  'RFC822.TEXT': 'BODY[TEXT]',
};

/** RFC 3501 §6.4.5, and UID FETCH of §6.4.8. */
export const fetch: Command = {
  stage: 'view',
  keepsNumbers: true,
  async run({ session, args, byUid }: Call) {
    const view = viewOf(session);
    const found = view.find(args.text(), byUid);
    const items = parseItems(args, byUid);
    args.end();
    const marksSeen = !view.isReadOnly && items.some((item) => item.marksSeen);
    for (const { sequence, message: before } of found) {
      const uid = before.uid;
      const isNewlySeen = marksSeen && !before.flags.has('\\Seen');
      if (isNewlySeen) view.mailbox.setFlags(uid, [...before.flags, '\\Seen']);
      const message = view.mailbox.message(uid) ?? before;
      const extra = isNewlySeen && !items.includes(FLAGS) ? [FLAGS] : [];
      const answers = [...items, ...extra].map((item) => item.answer(message));
      session.wire.send(`* ${sequence} FETCH `, list(answers));
      if (items.includes(FLAGS) || isNewlySeen) view.tell({ sequence, message });
      await session.wire.drained();
    }
    return 'Done';
  },
};

function parseItems(args: Arguments, byUid: boolean): Item[] {
  const names = args.listOrOne().rest((rest) => rest.word());
  const [only = ''] = names;
  const macro = names.length === 1 ? MACROS[only.toUpperCase()] : undefined;
  const items = (macro ?? names).map(parseItem);
  return byUid && !items.includes(UID) ? [UID, ...items] : items;
}

function parseItem(name: string): Item {
  const upper = name.toUpperCase();
  const simple = ITEMS.get(upper);
  if (simple) return simple;
  const old = OLD_NAMES[upper];
  if (!old && !upper.startsWith('BODY')) throw new Bad('Unknown item');
  const section = parseSection(old ?? name);
  return {
    marksSeen: !section.isPeek,
    answer({ raw }) {
      const bytes = readSection(raw, section);
      return join(old ? upper : section.label, ' ', bytes ? literal(bytes) : NIL);
    },
  };
}

const ITEMS = new Map<string, Item>(
  Object.entries(SIMPLE).map(([name, value]) => [
    name,
    { answer: (message) => join(name, ' ', value(message)) },
  ]),
);
const UID = ITEMS.get('UID') as Item;
const FLAGS = ITEMS.get('FLAGS') as Item;
