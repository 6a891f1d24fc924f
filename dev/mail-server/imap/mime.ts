/** One part of a message, as far as BODYSTRUCTURE and body sections need it (RFC 2045, 2046). */
export interface Part {
  /** Headers with the empty line that ends them. */
  header: Buffer;
  body: Buffer;
  fields: HeaderField[];
  type: string;
  subtype: string;
  parameters: [name: string, value: string][];
  /** The parts of a multipart; empty for everything else. */
  parts: Part[];
}

export interface HeaderField {
  /** In lower case. */
  name: string;
  /** Unfolded, one character a byte. */
  value: string;
  /** As it stands in the message, folds and line break included. */
  raw: string;
}

const DEPTH_LIMIT = 10;
const PARTS_LIMIT = 100;

/** Takes a message apart. Nothing is decoded, and nothing is an error: at worst it is one part of text. */
export function parsePart(raw: Buffer, depth = 0): Part {
  const bodyAt = headerLength(raw);
  const header = raw.subarray(0, bodyAt);
  const body = raw.subarray(bodyAt);
  const fields = parseFields(header.toString('latin1'));
  const { type, subtype, parameters } = parseContentType(fieldOf(fields, 'content-type'));
  const boundary = parameters.find(([name]) => name === 'boundary')?.[1];
  const parts =
    type === 'multipart' && boundary && depth < DEPTH_LIMIT
      ? split(body, boundary).map((piece) => parsePart(piece, depth + 1))
      : [];
  if (type === 'multipart' && parts.length === 0) {
    return { header, body, fields, type: 'text', subtype: 'plain', parameters: [], parts };
  }
  return { header, body, fields, type, subtype, parameters, parts };
}

export function fieldOf(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

/** Header text is kept one character a byte, so this is what the message holds. */
export function headerBytes(text: string): Buffer;
export function headerBytes(text: string | undefined): Buffer | undefined;
export function headerBytes(text: string | undefined): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'latin1');
}

function headerLength(raw: Buffer): number {
  // A body may follow at once: a part without headers starts with the empty line.
  if (raw.subarray(0, 2).equals(Buffer.from('\r\n'))) return 2;
  const end = raw.indexOf('\r\n\r\n');
  return end < 0 ? raw.length : end + 4;
}

function parseFields(header: string): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const raw of header.split(/(?<=\r\n)(?![ \t])/)) {
    const colon = raw.indexOf(':');
    if (colon <= 0) continue;
    const value = raw
      .slice(colon + 1)
      .replace(/\r\n(?=[ \t])/g, '')
      .trim();
    fields.push({ name: raw.slice(0, colon).trim().toLowerCase(), value, raw });
  }
  return fields;
}

function parseContentType(value = 'text/plain'): Pick<Part, 'type' | 'subtype' | 'parameters'> {
  const [, type = 'text', subtype = 'plain'] =
    /^([\w!#$&.+^-]+)\/([\w!#$&.+^-]+)/.exec(value) ?? [];
  const parameters: [string, string][] = [];
  for (const match of value.matchAll(/;\s*([\w*!#$&.+^-]+)=(?:"((?:\\.|[^"\\])*)"|([^\s;"]+))/g)) {
    const [, name = '', quoted, token = ''] = match;
    parameters.push([name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token]);
  }
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters };
}

/** The pieces between boundary lines; the line break before a boundary belongs to it (RFC 2046 §5.1.1). */
function split(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString('latin1');
  const mark = `--${boundary}`;
  const pieces: Buffer[] = [];
  let start = -1;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    if (at > 0 && text[at - 1] !== '\n') continue;
    if (start >= 0) pieces.push(body.subarray(start, Math.max(start, at - 2)));
    const lineEnd = text.indexOf('\n', at);
    const isLast = text.startsWith('--', at + mark.length);
    if (isLast || lineEnd < 0 || pieces.length === PARTS_LIMIT) return pieces;
    start = lineEnd + 1;
  }
  if (start >= 0) pieces.push(body.subarray(start));
  return pieces;
}
