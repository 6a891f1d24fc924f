import { describe, expect, test } from 'vitest';
import { type OAuthResult, oauthOutcomes, oauthProviders } from '../../contract/oauth.ts';
import { acceptanceOf, outcomeWords, supportCode } from './outcomes.ts';

const result = (change: Partial<OAuthResult> = {}): OAuthResult => ({
  id: 'res_1',
  outcome: 'connected',
  provider: 'google',
  expected: 'support@acme.test',
  account: null,
  mailbox: null,
  missing: [],
  adminConsentUrl: null,
  acceptable: false,
  reason: null,
  at: '2026-01-01T00:00:00Z',
  ...change,
});

const jane = { account: 'jane@acme.test', mailbox: 'jane@acme.test' };

describe('every outcome', () => {
  test.each(oauthProviders)('has words of its own at %s', (provider) => {
    const told = oauthOutcomes.map((outcome) => outcomeWords(result({ outcome, provider })));
    expect(new Set(told.map(({ title }) => title)).size).toBe(oauthOutcomes.length);
    expect(told.every(({ title, advice }) => title.endsWith('.') && advice !== '')).toBe(true);
  });

  test('but success says that nothing came of it, or how to find out', () => {
    for (const outcome of oauthOutcomes.filter((one) => one !== 'connected')) {
      const { title, advice } = outcomeWords(result({ outcome }));
      expect([outcome, `${title} ${advice}`]).toEqual([
        outcome,
        expect.stringMatching(/[Nn]othing (was|is)|if the inbox is not connected/),
      ]);
    }
  });

  test('says what to do next: sign in again, save where that can’t help', () => {
    const final = oauthOutcomes.filter(
      (one) => outcomeWords(result({ outcome: one })).retry === null,
    );
    expect(final).toEqual(['connected', 'client-misconfigured']);
  });
});

test('success tells as whom, and who opens a shared mailbox', () => {
  expect(outcomeWords(result(jane)).title).toBe('Connected as jane@acme.test.');
  const shared = { account: 'jane@acme.test', mailbox: 'shared@acme.test' };
  expect(outcomeWords(result(shared)).title).toBe(
    'Connected to shared@acme.test, opened by jane@acme.test.',
  );
});

describe('another mailbox than the inbox’s', () => {
  test('is told with both addresses', () => {
    expect(outcomeWords(result({ outcome: 'wrong-account', ...jane })).title).toBe(
      'Expected support@acme.test, you signed in as jane@acme.test.',
    );
  });

  test('can be taken by a new inbox, in a press', () => {
    const differs = result({ outcome: 'address-differs', acceptable: true, ...jane });
    expect(outcomeWords(differs).title).toContain('You signed in to jane@acme.test');
    expect(acceptanceOf(differs)).toMatchObject({ label: 'Use jane@acme.test', question: null });
  });

  test('can’t be taken once that is over, and nothing says that it can', () => {
    const late = result({ outcome: 'address-differs', ...jane });
    expect(acceptanceOf(late)).toBeNull();
    expect(outcomeWords(late).advice).toContain('too late');
  });

  test('with the same address is asked about first', () => {
    const same = { account: 'support@acme.test', mailbox: 'support@acme.test' };
    const given = result({ outcome: 'wrong-account', acceptable: true, ...same });
    expect(outcomeWords(given).title).toBe(
      'Another account has the address support@acme.test now.',
    );
    expect(acceptanceOf(given)?.question).toContain('support@acme.test');
  });
});

test('a code is shown to whoever needs help, and to nobody who merely cancelled', () => {
  const reason = 'access_denied';
  expect(supportCode(result({ outcome: 'provider-refused', reason }))).toBe(reason);
  expect(supportCode(result({ outcome: 'cancelled', reason }))).toBeNull();
});

test('an address that is written from right to left can’t reorder the sentence', () => {
  const hostile = { account: '\u202emoc.evil@\u05d0.test', mailbox: null };
  const { title } = outcomeWords(result({ outcome: 'wrong-account', ...hostile }));
  expect(title).not.toContain('\u202e');
  expect(title).toMatch(/\u2068.*\u2069\.$/);
});
