import { describe, expect, test } from 'vitest';
import { encodedWords, messageIn, quotedPrintable } from '../testing/mail-message.ts';
import { LETTER, sendTo } from '../testing/mail-out.ts';
import { smtp } from '../testing/scripted-smtp.ts';

const FROM = 'letterbox@mail.acme.test';

/** What arrives of a mail, taken apart. */
const arriving = async (more: Parameters<typeof sendTo>[1] = {}) => {
  const { end, heard } = await sendTo(smtp(), more);
  expect(end).toBe('sent');
  return { heard, ...messageIn(heard) };
};

describe('the header', () => {
  test('is whole, and says that nobody is to answer', async () => {
    const { headers } = await arriving();
    expect(headers.map(([name]) => name)).toEqual([
      'MIME-Version',
      'Date',
      'Message-ID',
      'Auto-Submitted',
      'From',
      'To',
      'Subject',
      'Content-Type',
    ]);
    expect(Object.fromEntries(headers)).toMatchObject({
      Date: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
      'Message-ID': '<alr_1@mail.acme.test>',
      'Auto-Submitted': 'auto-generated',
      From: `"Letterbox" <${FROM}>`,
      To: LETTER.to,
      Subject: LETTER.subject,
    });
  });

  test('has the same Message-ID when a mail is sent again, and another for each without an id', async () => {
    const idOf = async (id?: string) => {
      const { id: _, ...mail } = LETTER;
      const { headers } = await arriving({ mail: id ? { ...mail, id } : mail });
      return Object.fromEntries(headers)['Message-ID'];
    };
    expect(await idOf('again')).toBe(await idOf('again'));
    expect(await idOf()).not.toBe(await idOf());
  });

  test.each([
    ['beyond ASCII', 'Störung: „Büro“ – 日本語 👩‍🚒'],
    ['long', 'An inbox needs you '.repeat(12)],
    ['long and beyond ASCII', '日本語👩‍🚒'.repeat(30)],
    ['like an encoded word', '=?UTF-8?Q?=0D=0ABcc:_x@x.test?='],
    ['with controls', 'a\tb\x07c\x7f'],
  ])('keeps a subject %s, in short lines of ASCII', async (_, subject) => {
    const { headers, raw } = await arriving({ mail: { ...LETTER, subject } });
    expect(encodedWords(Object.fromEntries(headers).Subject ?? '')).toBe(subject);
    expect(raw).not.toMatch(/[^\r\n\x20-\x7e]/);
    const [, written = ''] = /\r\n(Subject:.*?)\r\nContent-Type:/s.exec(raw) ?? [];
    for (const line of written.split('\r\n')) expect(line).toMatch(/^.{1,76}$/);
  });

  test.each([
    ['Letterbox Störungsdienst', /^=\?UTF-8\?B\?/],
    ['Acme "Mail" \\ Co, Ltd <x>', /^"Acme \\"Mail\\" \\\\ Co, Ltd <x>" </],
    [undefined, /^letterbox@mail\.acme\.test$/],
  ])('keeps the sender’s name: %s', async (name, written) => {
    const from = { email: FROM, ...(name ? { name } : {}) };
    const { headers } = await arriving({ from });
    const { From = '' } = Object.fromEntries(headers);
    expect(From).toMatch(written);
    expect(encodedWords(From)).toContain(FROM);
    if (written.source.includes('UTF')) expect(encodedWords(From)).toBe(`${name} <${FROM}>`);
  });

  const ENDS = ['\r\n', '\n', '\r', '\0'].map((end): [string, string] => [
    JSON.stringify(end),
    end,
  ]);
  test.each(ENDS)('is not ended by %s in any field', async (_, end) => {
    const evil = `${end}Bcc: victim@evil.test${end}${end}Body`;
    for (const field of ['subject', 'id', 'to'] as const) {
      const mail = { ...LETTER, [field]: `${LETTER[field]}${evil}` };
      const { end: code, heard } = await sendTo(smtp(), { mail });
      expect(code).toBe(field === 'to' ? 'refused-recipient' : 'refused-message');
      expect(heard).toBe('');
    }
    for (const from of [{ name: `Letterbox${evil}`, email: FROM }, { email: `${FROM}${evil}` }]) {
      const { end: code, heard } = await sendTo(smtp(), { from });
      expect(code).not.toBe('sent');
      expect(heard).not.toMatch(/victim|DATA/);
    }
  });

  test.each([
    'nobody',
    'two@acme.test, three@acme.test',
    'a@acme.test> SIZE=1 <b@acme.test',
    'a b@acme.test',
    'bücher@acme.test',
    `${'a'.repeat(250)}@acme.test`,
    '',
  ])('names one recipient, not "%s"', async (to) => {
    const { end, heard } = await sendTo(smtp(), { mail: { ...LETTER, to } });
    expect([end, heard]).toEqual(['refused-recipient', '']);
  });
});

describe('the text', () => {
  const texts: [string, string][] = [
    ['dots', '.\n..\n.a\n\n.\r\n.\r\nQUIT\n..'],
    ['what would end it', 'a\r\n.\r\nMAIL FROM:<x@x.test>\r\n'],
    ['bare CR and LF', 'a\rb\nc\r\r\nd\n\re'],
    ['all of Unicode', 'ä € 日本語 👩‍🚒 \u2028 \ufeff \u202e'],
    ['spaces at line ends', 'a \nb\t\n \n'],
    ['equals signs', '=0D=0A.=0D=0A = =\n'],
    ['controls', '\0\x01\x1b[31m\x7f'],
    ['a long line', 'x'.repeat(5_000)],
    ['a thousand lines', Array.from({ length: 1_000 }, (_, n) => `.${n} ü\n`).join('')],
    ['64 KB', 'é'.repeat(32 * 1024)],
  ];
  test.each(texts)('with %s arrives as it was, in lines of ASCII', async (_, text) => {
    const { body, heard } = await arriving({ mail: { ...LETTER, text } });
    const lines = text.replace(/\r\n|\n/g, '\r\n');
    expect(quotedPrintable(body)).toBe(lines);
    expect(heard).not.toMatch(/[^\r\n\x20-\x7e]/);
    expect(heard).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
    expect(heard.split('\r\n.\r\n').slice(1)).toEqual(['QUIT\r\n']);
  });

  test('beyond 64 KB is refused, as is none', async () => {
    for (const text of ['é'.repeat(32 * 1024 + 1), '']) {
      const { end, heard } = await sendTo(smtp(), { mail: { ...LETTER, text } });
      expect([end, heard]).toEqual(['refused-message', '']);
    }
  });
});
