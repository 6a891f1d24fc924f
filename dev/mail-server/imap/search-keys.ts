import type { Message } from '../mailbox.ts';
import type { Arguments } from './arguments.ts';
import { parseDay } from './dates.ts';
import { decodeHeader } from './encoded-words.ts';
import { canonicalFlag } from './flags.ts';
import { fieldOf, parsePart } from './mime.ts';
import { Bad } from './response.ts';
import { parseSequenceSet } from './sequence-set.ts';
import type { Numbered, View } from './view.ts';

/** One search key with its arguments read. */
export type Matches = (numbered: Numbered) => boolean;

type MessageTest = (message: Message) => boolean;

const DAY_MS = 24 * 60 * 60 * 1000;
const SEQUENCE_SET = /^[\d*][\d:,*]*$/;
const DEPTH_LIMIT = 16;

/** Reads the next search key (RFC 3501 §6.4.4). */
export function parseKey(args: Arguments, view: View, depth = 0): Matches {
  if (depth > DEPTH_LIMIT) throw new Bad('Nested too deeply');
  const next = () => parseKey(args, view, depth + 1);
  if (args.peek()?.kind === 'list') {
    const keys = args.list().rest((rest) => parseKey(rest, view, depth + 1));
    return (numbered) => keys.every((matches) => matches(numbered));
  }
  const name = args.atom();
  if (SEQUENCE_SET.test(name)) {
    const includes = parseSequenceSet(name, view.size);
    return ({ sequence }) => includes(sequence);
  }
  switch (name) {
    case 'UID': {
      const includes = parseSequenceSet(args.text(), view.all().at(-1)?.message.uid ?? 0);
      return ({ message }) => includes(message.uid);
    }
    case 'NOT': {
      const matches = next();
      return (numbered) => !matches(numbered);
    }
    case 'OR': {
      const [left, right] = [next(), next()];
      return (numbered) => left(numbered) || right(numbered);
    }
    default: {
      const test = (KEYS[name] ?? unknownKey)(args);
      return ({ message }) => test(message);
    }
  }
}

const KEYS: Record<string, (args: Arguments) => MessageTest> = {
  ALL: () => () => true,
  // Nothing is ever \Recent here, so nothing is new and all is old.
  NEW: () => () => false,
  OLD: () => () => true,
  RECENT: () => () => false,
  KEYWORD: (args) => flagged(canonicalFlag(args.text())),
  UNKEYWORD: (args) => not(flagged(canonicalFlag(args.text()))),
  HEADER: (args) => inHeader(args.text(), args.text()),
  BODY: (args) => contains(args.text(), ({ raw }) => parsePart(raw).body.toString()),
  TEXT: (args) => contains(args.text(), ({ raw }) => raw.toString()),
  LARGER: (args) => bySize(args.number(), (size, limit) => size > limit),
  SMALLER: (args) => bySize(args.number(), (size, limit) => size < limit),
  ...Object.fromEntries(
    ['Answered', 'Deleted', 'Draft', 'Flagged', 'Seen'].flatMap((flag) => [
      [flag.toUpperCase(), () => flagged(`\\${flag}`)],
      [`UN${flag.toUpperCase()}`, () => not(flagged(`\\${flag}`))],
    ]),
  ),
  ...Object.fromEntries(
    ['BCC', 'CC', 'FROM', 'SUBJECT', 'TO'].map((field) => [
      field,
      (args: Arguments) => inHeader(field, args.text()),
    ]),
  ),
  ...dayKeys('', ({ internalDate }) => internalDate.getTime()),
  ...dayKeys('SENT', ({ raw }) => Date.parse(fieldOf(parsePart(raw).fields, 'date') ?? '')),
};

/** BEFORE, ON and SINCE, or SENTBEFORE, SENTON and SENTSINCE. */
function dayKeys(prefix: '' | 'SENT', timeOf: (message: Message) => number) {
  const key = (test: (time: number, day: number) => boolean) => (args: Arguments) => {
    const day = parseDay(args.text()).getTime();
    return (message: Message) => test(timeOf(message), day);
  };
  return {
    [`${prefix}BEFORE`]: key((time, day) => time < day),
    [`${prefix}ON`]: key((time, day) => time >= day && time < day + DAY_MS),
    [`${prefix}SINCE`]: key((time, day) => time >= day),
  };
}

function flagged(flag: string): MessageTest {
  return ({ flags }) => flags.has(flag);
}

function not(test: MessageTest): MessageTest {
  return (message) => !test(message);
}

/** An empty `wanted` asks only whether there is such a field. */
function inHeader(name: string, wanted: string): MessageTest {
  const lower = wanted.toLowerCase();
  return ({ raw }) =>
    parsePart(raw)
      .fields.filter((field) => field.name === name.toLowerCase())
      .some((field) => decodeHeader(field.value).toLowerCase().includes(lower));
}

function contains(wanted: string, textOf: (message: Message) => string): MessageTest {
  const lower = wanted.toLowerCase();
  return (message) => textOf(message).toLowerCase().includes(lower);
}

function bySize(limit: number, test: (size: number, limit: number) => boolean): MessageTest {
  return ({ raw }) => test(raw.length, limit);
}

function unknownKey(): never {
  throw new Bad('Unknown search key');
}
