import { envelope } from './envelope.ts';
import { fieldOf, headerBytes, type Part, parsePart } from './mime.ts';
import { imapString, join, list, NIL, nstring } from './response.ts';

const DEPTH_LIMIT = 5;

/** BODYSTRUCTURE without extension data, which is BODY (RFC 3501 §7.4.2). */
export function bodyStructure(part: Part, depth = 0): Buffer {
  if (part.parts.length > 0) {
    const parts = part.parts.map((child) => bodyStructure(child, depth));
    return join('(', ...parts, ' ', imapString(part.subtype), ')');
  }
  const field = (name: string) => headerBytes(fieldOf(part.fields, name));
  const basic = [
    imapString(part.type),
    imapString(part.subtype),
    parameters(part),
    nstring(field('content-id')),
    nstring(field('content-description')),
    imapString(field('content-transfer-encoding') ?? '7BIT'),
    String(part.body.length),
  ];
  if (part.type === 'text') return list([...basic, lineCount(part.body)]);
  if (part.type === 'message' && part.subtype === 'rfc822') {
    const message = parsePart(part.body);
    const structure = depth < DEPTH_LIMIT ? bodyStructure(message, depth + 1) : EMPTY_TEXT;
    return list([...basic, envelope(message.fields), structure, lineCount(part.body)]);
  }
  return list(basic);
}

const EMPTY_TEXT = list(['"text"', '"plain"', NIL, NIL, NIL, '"7BIT"', '0', '0']);

function parameters(part: Part): Buffer {
  if (part.parameters.length === 0) return NIL;
  return list(part.parameters.flat().map((text) => imapString(headerBytes(text))));
}

function lineCount(body: Buffer): string {
  let lines = 0;
  for (const byte of body) if (byte === 0x0a) lines++;
  return String(lines);
}
