import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  autoResponseInput,
  autoResponseVariables,
  fillIn,
  MAX_BODY,
  MAX_SUBJECT,
  unknownVariables,
} from './auto-response.ts';

const filled = { enabled: true, subject: 'We got it', body: 'Hello {{customer.name}}' };

const refusals = (input: unknown): Record<string, string> => {
  const parsed = autoResponseInput.safeParse(input);
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]),
  );
};

const values = Object.fromEntries(
  autoResponseVariables.map((name) => [name, `<${name}>`]),
) as Parameters<typeof fillIn>[1];

describe('the variables of an auto-response', () => {
  test.each(autoResponseVariables)('%s is known, with and without space around it', (name) => {
    const template = `{{${name}}} {{ ${name} }}`;
    expect(refusals({ ...filled, subject: template, body: template })).toEqual({});
    expect(fillIn(template, values)).toBe(`<${name}> <${name}>`);
  });

  test('an unknown one is refused by name, at its field, with those that there are', () => {
    const { body = '', ...others } = refusals({ ...filled, body: 'Hi {{customer.nam}}' });
    expect(body).toMatch(
      /^\{\{customer\.nam\}\} is no variable\. There are \{\{ticket\.number\}\}/,
    );
    expect(others).toEqual({});
  });

  test('several unknown ones are all named, each once', () => {
    expect(unknownVariables('{{a}} {{b}} {{ a }} {{inbox.name}}')).toEqual(['a', 'b']);
    expect(refusals({ ...filled, subject: '{{a}} {{b}} {{a}}' }).subject).toMatch(
      /^\{\{a\}\}, \{\{b\}\} are no variables\./,
    );
  });

  test.each(['__proto__', 'constructor', 'toString', '', ' '])('%j is no variable', (name) => {
    expect(refusals({ ...filled, body: `{{${name}}}` }).body).toMatch(/is no variable/);
    expect(fillIn(`{{${name}}}`, values)).toBe(`{{${name}}}`);
  });

  test.each(['{{customer.name', 'customer.name}}', '{{ {{customer.name}}', '{{a{b}}'])(
    '%j is refused, as its braces do not close',
    (body) => {
      expect(refusals({ ...filled, body }).body).toBe(
        'A variable is written {{name}}, with two braces on each side.',
      );
    },
  );

  test('braces of another kind are plain text', () => {
    const body = '{customer.name} $1 $& { } {';
    expect(refusals({ ...filled, body })).toEqual({});
    expect(fillIn(body, values)).toBe(body);
  });

  test('what a value holds is not filled in again, whatever it looks like', () => {
    const hostile = { ...values, 'customer.name': '{{customer.email}} $& $1' };
    expect(fillIn('{{customer.name}}', hostile)).toBe('{{customer.email}} $& $1');
  });

  test('an accepted template has nothing left that looks like a variable once it is filled in', () => {
    const piece = fc.constantFrom('{', '}', '{{', '}}', ' ', 'a', ...autoResponseVariables);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const body = `x${pieces.join('')}`;
        if (!autoResponseInput.safeParse({ ...filled, body }).success) return;
        expect(fillIn(body, values)).not.toMatch(/\{\{|\}\}/);
      }),
    );
  });
});

describe('an auto-response', () => {
  test('that is off may be blank', () => {
    expect(refusals({ enabled: false, subject: '', body: '' })).toEqual({});
  });

  test('that is on needs a subject and a text, of more than white space', () => {
    expect(refusals({ enabled: true, subject: ' ', body: '\n\t' })).toEqual({
      subject: 'Enter a subject.',
      body: 'Enter a text.',
    });
  });

  test('keeps its length', () => {
    const long = { ...filled, subject: 'a'.repeat(MAX_SUBJECT), body: 'b'.repeat(MAX_BODY) };
    expect(refusals(long)).toEqual({});
    expect(refusals({ ...long, subject: `${long.subject}a`, body: `${long.body}b` })).toEqual({
      subject: `Use at most ${MAX_SUBJECT} characters.`,
      body: `Use at most ${MAX_BODY} characters.`,
    });
  });

  test('has no line break in its subject, where it would start another header', () => {
    expect(refusals({ ...filled, subject: 'Hi\r\nBcc: all@example.com' })).toEqual({
      subject: 'Line breaks and control characters are not allowed here.',
    });
  });

  test('keeps the breaks and tabs of its text byte for byte', () => {
    const body = 'one\ntwo\r\n\tthree  ';
    expect(autoResponseInput.parse({ ...filled, body }).body).toBe(body);
  });
});
