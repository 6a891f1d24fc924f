import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Email, type EmailOptions } from 'worker-mailer';
import { messageIn, quotedPrintable } from '../testing/mail-message.ts';

// What the patch of worker-mailer promises beyond what our own mailer makes use of.

const whole: EmailOptions = {
  from: { name: 'Letterbox', email: 'letterbox@acme.test' },
  to: 'owner@acme.test',
  subject: 'Subject',
  text: 'Text',
};

describe('the patched library', () => {
  const evil = 'x\r\nBcc: victim@evil.test';
  const filled = { filename: 'a.txt', content: 'YQ==' };
  test.each<[string, Partial<EmailOptions>]>([
    ['from', { from: evil }],
    ['from.name', { from: { name: evil, email: 'a@a.test' } }],
    ['to', { to: ['a@a.test', evil] }],
    ['to.name', { to: { name: evil, email: 'a@a.test' } }],
    ['reply', { reply: evil }],
    ['cc', { cc: evil }],
    ['bcc', { bcc: evil }],
    ['subject', { subject: evil }],
    ['a header’s name', { headers: { [evil]: 'x' } }],
    ['a header’s value', { headers: { 'X-Any': evil } }],
    ['a file’s name', { attachments: [{ ...filled, filename: evil }] }],
    ['a file’s type', { attachments: [{ ...filled, mimeType: evil }] }],
    ['the envelope’s id', { dsnOverride: { envelopeId: evil } }],
  ])('refuses a line end in %s', (_, more) => {
    expect(() => new Email({ ...whole, ...more })).toThrow();
    for (const end of ['\r', '\n', '\0']) {
      const text = JSON.stringify(more).replaceAll('\\r\\n', JSON.stringify(end).slice(1, -1));
      expect(() => new Email({ ...whole, ...JSON.parse(text) })).toThrow();
    }
  });

  test('tells nobody of those in Bcc', () => {
    const email = new Email({ ...whole, bcc: 'secret@acme.test' });
    expect(email.getEmailData()).not.toContain('secret');
  });

  test('leaves the caller’s headers as they are', () => {
    const headers = { 'X-Any': 'x' };
    new Email({ ...whole, headers }).getEmailData();
    expect(headers).toEqual({ 'X-Any': 'x' });
  });

  test('keeps any text, in lines that SMTP takes', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.toWellFormed());
    const hard = fc.string({ unit: fc.constantFrom(...'.=\r\n\t a'), minLength: 1 });
    fc.assert(
      fc.property(fc.oneof(text, hard), (text) => {
        const data = new Email({ ...whole, text }).getEmailData();
        const { body } = messageIn(`\r\nDATA\r\n${data}`);
        expect(quotedPrintable(body)).toBe(text.replace(/\r\n|\n/g, '\r\n'));
        expect(data.indexOf('\r\n.\r\n')).toBe(data.length - '\r\n.\r\n'.length);
        expect(data).not.toMatch(/(?<!\r)\n|\r(?!\n)|[^\r\n]{999}/);
      }),
      { numRuns: 150 },
    );
  });
});
