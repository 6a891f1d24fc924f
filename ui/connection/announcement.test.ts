import { expect, test } from 'vitest';
import { announcement } from './announcement.ts';
import { emptyForm, nothingStored } from './form.ts';
import * as model from './model.ts';

const AT = 0;
const form = emptyForm('a@b.example');
const typed = { ...form, imap: { ...form.imap, host: 'b.example' } };
const testing = model.startTest(model.openEditor(typed, nothingStored), 'test', AT);
const fix = { host: 'b.example', port: 143, security: 'starttls' as const };
const failure = {
  stage: 'tls' as const,
  code: 'tls-to-plain-port' as const,
  message: 'No TLS there.',
  hint: 'Use STARTTLS.',
  fix,
};

test('what is being looked for is said', () => {
  expect(announcement(testing)).toBe('Testing the connection.');
  const probing = model.hear(testing, { type: 'probing', protocol: 'imap' }, AT);
  expect(announcement(probing)).toBe('Looking for a setting that works.');
});

test('a failure is said with the reason, what to do, and what a button offers', () => {
  const imap = { ok: false, stages: [], failure };
  const smtp = { ok: true, stages: [], failure: null };
  const failed = model.hear(
    testing,
    { type: 'result', result: { ok: false, imap, smtp, ms: 1 } },
    AT,
  );
  expect(announcement(failed)).toBe(
    'The test failed. IMAP: No TLS there. Use STARTTLS. A button offers: Use STARTTLS on port 143. SMTP works.',
  );
});

test('a pause is said once, not each second', () => {
  const paused = model.pause(testing, testing, {
    purpose: 'test',
    until: 42_000,
    seconds: 42,
    login: null,
  });
  expect(announcement(paused)).toBe(
    'The server refused two sign-ins in a row. So that the account is not locked, the test starts by itself in 42 seconds.',
  );
});
