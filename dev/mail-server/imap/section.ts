import { type HeaderField, type Part, parsePart } from './mime.ts';
import { Bad } from './response.ts';

/** `BODY.PEEK[1.HEADER.FIELDS (TO CC)]<0.1024>`, taken apart. */
export interface Section {
  isPeek: boolean;
  path: number[];
  what: '' | 'HEADER' | 'HEADER.FIELDS' | 'HEADER.FIELDS.NOT' | 'TEXT' | 'MIME';
  names: string[];
  /** What the answer is called: the request without `.PEEK` and without the length. */
  label: string;
  range: { start: number; length: number } | undefined;
}

const SECTION = /^BODY(\.PEEK)?\[([^\]]*)\](?:<(\d{1,10})\.(\d{1,10})>)?$/i;
const SPEC =
  /^(\d{1,5}(?:\.\d{1,5})*)?(?:(?:^|\.)(HEADER\.FIELDS(?:\.NOT)?|HEADER|TEXT|MIME)(?: \(([^()]*)\))?)?$/i;

/** Reads one FETCH item that names a section (RFC 3501 §6.4.5). */
export function parseSection(item: string): Section {
  const [, peek, spec = '', start, length] = SECTION.exec(item) ?? invalid();
  const [, path, what = '', names] = SPEC.exec(spec) ?? invalid();
  const hasNames = what.toUpperCase().startsWith('HEADER.FIELDS');
  if (hasNames !== (names !== undefined) || (what.toUpperCase() === 'MIME' && !path)) invalid();
  return {
    isPeek: peek !== undefined,
    path: path ? path.split('.').map(Number) : [],
    what: what.toUpperCase() as Section['what'],
    names: (names ?? '').split(' ').map((name) => name.replaceAll('"', '').toLowerCase()),
    label: `BODY[${spec}]${start === undefined ? '' : `<${start}>`}`,
    range: start === undefined ? undefined : { start: Number(start), length: Number(length) },
  };
}

/** The bytes that a section stands for; nothing where the message has no such part. */
export function readSection(raw: Buffer, section: Section): Buffer | undefined {
  const bytes = section.path.length + section.what.length === 0 ? raw : readPart(raw, section);
  if (!bytes || !section.range) return bytes;
  return bytes.subarray(section.range.start, section.range.start + section.range.length);
}

function readPart(raw: Buffer, { path, what, names }: Section): Buffer | undefined {
  const part = partAt(parsePart(raw), path);
  if (!part) return undefined;
  if (what === 'MIME') return part.header;
  if (path.length > 0 && what === '') return part.body;
  // Below a part, HEADER and TEXT are those of the message inside it (RFC 3501 §6.4.5).
  const message = path.length > 0 ? embedded(part) : part;
  if (!message) return undefined;
  if (what === 'TEXT') return message.body;
  if (what === 'HEADER') return message.header;
  const isWanted = ({ name }: HeaderField) => names.includes(name) === (what === 'HEADER.FIELDS');
  const chosen = message.fields.filter(isWanted).map((field) => field.raw);
  return Buffer.from(`${chosen.join('')}\r\n`, 'latin1');
}

function partAt(root: Part, path: readonly number[]): Part | undefined {
  let part: Part | undefined = root;
  for (const [index, number] of path.entries()) {
    if (index > 0 && part) part = embedded(part) ?? part;
    // A message of one part has a part 1: its body.
    if (part?.parts.length === 0) part = number === 1 ? part : undefined;
    else part = part?.parts[number - 1];
  }
  return part;
}

function embedded(part: Part): Part | undefined {
  return part.type === 'message' && part.subtype === 'rfc822' ? parsePart(part.body) : undefined;
}

function invalid(): never {
  throw new Bad('Unknown section');
}
