import { describe, expect, test } from 'vitest';
import { fixWords, offeredFix } from './fix.ts';
import { emptyForm } from './form.ts';
import { startRun } from './test-run.ts';

const form = emptyForm('a@b.example');
const typed = { ...form, imap: { ...form.imap, host: 'Mail.b.example', port: '993' } };
const { asked } = startRun(typed, 0).imap;
const place = { host: 'mail.b.example', port: 993, security: 'tls' as const };

describe('what a press would change is what it says', () => {
  test.each([
    [{ ...place, port: 143, security: 'starttls' as const }, 'Use STARTTLS on port 143'],
    [{ ...place, security: 'starttls' as const }, 'Use STARTTLS'],
    [{ ...place, port: 1993 }, 'Use port 1993'],
    [{ ...place, host: 'imap.host.net' }, 'Use imap.host.net'],
    [{ ...place, host: 'imap.host.net', port: 1993 }, 'Use imap.host.net on port 1993'],
    [
      { host: 'imap.host.net', port: 143, security: 'starttls' as const },
      'Use imap.host.net with STARTTLS on port 143',
    ],
    [place, null],
  ])('%j: %s', (fix, words) => {
    expect(fixWords(asked, fix)).toBe(words);
  });

  test('nobody is led away from encryption', () => {
    expect(fixWords(asked, { ...place, port: 143, security: 'none' })).toBeNull();
    expect(fixWords({ ...asked, security: 'none' }, { ...place, security: 'none' })).toBe(null);
    expect(fixWords({ ...asked, security: 'none', port: '143' }, place)).toBe(
      'Use TLS on port 993',
    );
  });
});

test('a fix is offered only while the form says what the test was about', () => {
  const fix = { ...place, port: 143, security: 'starttls' as const };
  const failure = { stage: 'tls', code: 'tls-to-plain-port', message: '', hint: '', fix } as const;
  const run = { ...startRun(typed, 0).imap, failure, ok: false };
  const withPassword = { ...typed, imap: { ...typed.imap, password: 'typed meanwhile' } };
  expect(offeredFix('imap', run, withPassword)).toEqual({
    fix,
    words: 'Use STARTTLS on port 143',
    leaves: null,
  });
  const elsewhere = { ...typed, imap: { ...typed.imap, port: '1143' } };
  expect(offeredFix('imap', run, elsewhere)).toBeNull();
});

test('a fix that leads to another server says which one it would leave', () => {
  const fix = { ...place, host: 'imap.host.example' };
  const code = 'certificate-wrong-name';
  const failure = { stage: 'tls', code, message: '', hint: '', fix } as const;
  const run = { ...startRun(typed, 0).imap, failure, ok: false };
  expect(offeredFix('imap', run, typed)?.leaves).toBe(run.asked.host);
});
