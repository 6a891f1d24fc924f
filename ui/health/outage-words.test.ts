import { expect, test } from 'vitest';
import type { Outage } from '../../contract/health.ts';
import { outagesToTell, outageWords, partOf } from './outage-words.ts';

const since = '2026-03-02T10:04:00.000Z';
const connector: Outage = { part: 'connector', since };
const google: Outage = { part: 'google', since };

test('the list tells of every outage, an inbox of its own alone', () => {
  const all = [connector, google];
  expect(outagesToTell(all, { concerns: null, told: [] })).toEqual(all);
  expect(outagesToTell(all, { concerns: [partOf('imap')], told: [] })).toEqual([connector]);
  expect(outagesToTell(all, { concerns: [partOf('microsoft')], told: [] })).toEqual([]);
});

test('a provider that refuses our client gets no second banner', () => {
  const told = ['google'] as const;
  expect(outagesToTell([connector, google], { concerns: null, told })).toEqual([connector]);
});

test('an outage is never put down to the inboxes', () => {
  for (const part of ['connector', 'google', 'microsoft'] as const) {
    expect(outageWords(part).rest).toContain('none is marked as broken');
  }
});
