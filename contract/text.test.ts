import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { line, optionalLine, paragraphs } from './text.ts';

const MAX = 200;
const name = line('a name', MAX);
const optional = optionalLine(MAX);
const body = paragraphs('a text', MAX);

const isControl = (character: string) => /[\u0000-\u001f\u007f-\u009f]/.test(character);
/** Any text of whole code points but controls, in any script. */
const typed = fc
  .string({ unit: 'binary', maxLength: MAX })
  .filter((text) => ![...text].some(isControl));
const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter(
  isControl,
);
const refusal = (schema: typeof name, text: string) =>
  schema.safeParse(text).error?.issues[0]?.message;

describe('text that a person may type', () => {
  test('is kept byte for byte, in any script', () => {
    fc.assert(
      fc.property(typed, (text) => {
        if (text.trim() !== '') expect(name.parse(text)).toBe(text);
        expect(optional.parse(text)).toBe(text);
        expect(body.parse(text)).toBe(text);
      }),
    );
  });

  test.each([
    ['markup', '<img src=x onerror=alert(1)>'],
    ['what reorders text', '\u202egnp.exe\u202c \u2066a\u2069 \u200f'],
    ['Arabic and Hebrew', 'دعم العملاء / תמיכה'],
    ['emoji of several code points', '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪'],
    ['letters in either composition', 'u\u0308 \u00fc'],
    ['what is invisible', 'a\u200bb\u00adc\ufeff'],
    ['white space around it', '  Support\u00a0 '],
    ['noncharacters and private use', '\ufffe\uffff\ue000\u{10ffff}'],
    ['SQL and templates', "Robert'); DROP TABLE inboxes;-- ${1} {{x}} %s"],
  ])('%s is taken as it is', (_what, text) => {
    expect(name.parse(text)).toBe(text);
    expect(body.parse(text)).toBe(text);
  });
});

describe('text that is refused', () => {
  test.each(controls)('a line takes no control character %j', (control) => {
    const words = 'Line breaks and control characters are not allowed here.';
    expect(refusal(name, `a${control}b`)).toBe(words);
    expect(refusal(optional, `a${control}b`)).toBe(words);
  });

  test('of all controls, only line breaks and tabs stand in text of several lines', () => {
    const taken = controls.filter((control) => body.safeParse(`a${control}b`).success);
    expect(taken).toEqual(['\t', '\n', '\r']);
  });

  test('half of a surrogate pair is refused, as no bytes could keep it', () => {
    const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(half, (text) => {
        const words = 'This text holds half a character. Type it again.';
        for (const schema of [name, optional, body])
          expect(refusal(schema, `a${text}`)).toBe(words);
      }),
    );
  });

  test.each(['', ' ', '\u00a0\u3000'])('a line that must be there is more than %j', (text) => {
    expect(refusal(name, text)).toBe('Enter a name.');
    expect(optional.parse(text)).toBe(text);
  });

  test('the length counts code points, as a person counts letters, and ends exactly at the limit', () => {
    const full = '😀'.repeat(MAX);
    expect(name.parse(full)).toBe(full);
    expect(refusal(name, `${full}a`)).toBe(`Use at most ${MAX} characters.`);
  });
});
