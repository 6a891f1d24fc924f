import { describe, expect, test } from 'vitest';
import { authenticationVerdicts, type RoundTripResult } from '../../contract/round-trip.ts';
import { adviceOn, duration, isLeftBehind, lookedWords, outcomeOf, toneOf } from './words.ts';

const result: RoundTripResult = {
  ok: true,
  sentMs: 900,
  arrivedMs: 2400,
  folder: 'INBOX',
  folderUse: 'inbox',
  authentication: null,
  deleted: true,
  subject: 'Letterbox test message 1',
  failure: null,
  ms: 2600,
};

test.each([
  [0, '0 ms'],
  [839.6, '840 ms'],
  [2400, '2.4 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms is shown as %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('one folder is not folders', () => {
  expect(lookedWords({ folders: 1, times: 1 })).toBe('Looked through 1 folder');
  expect(lookedWords({ folders: 4, times: 2 })).toBe('Looked through 4 folders, 2 times');
});

describe('the outcome', () => {
  test('warns of the spam folder', () => {
    expect(outcomeOf({ ...result, folder: 'Junk', folderUse: 'junk' })).toMatchObject({
      tone: 'warn',
      title: 'It arrived in 2.4 s, but it landed in the spam folder.',
    });
    expect(outcomeOf(result)).toMatchObject({ tone: 'good', title: 'It arrived in 2.4 s.' });
  });

  test('of a failure is the failure’s own words', () => {
    const failure = {
      step: 'send' as const,
      protocol: 'smtp' as const,
      code: 'message-refused' as const,
      message: 'It was refused.',
      hint: 'Ask why.',
    };
    expect(outcomeOf({ ...result, ok: false, failure })).toEqual({
      tone: 'bad',
      title: 'It was refused.',
      text: 'Ask why.',
    });
  });

  test('leaves a message behind only where one was sent and not deleted', () => {
    expect(isLeftBehind(result)).toBe(false);
    expect(isLeftBehind({ ...result, deleted: false })).toBe(true);
    expect(isLeftBehind({ ...result, sentMs: null, deleted: false })).toBe(false);
  });
});

describe('what the receiver wrote', () => {
  const methods = ['spf', 'dkim', 'dmarc'] as const;

  test.each(methods)('of %s comes with what to do, unless it passed', (method) => {
    expect(adviceOn(method, 'pass')).toBeNull();
    for (const verdict of authenticationVerdicts.filter((each) => each !== 'pass')) {
      expect([verdict, adviceOn(method, verdict)]).toEqual([verdict, expect.any(String)]);
    }
    expect(adviceOn(method, null)).toBe('The receiver wrote none.');
  });

  test('is good news only when it passed', () => {
    const good = authenticationVerdicts.filter((verdict) => toneOf(verdict) === 'good');
    expect(good).toEqual(['pass']);
    expect(toneOf(null)).toBe('quiet');
  });
});
