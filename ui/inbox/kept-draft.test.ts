import { expect, test } from 'vitest';
import * as draft from './draft.ts';
import { keptOf, readKept } from './kept-draft.ts';

const stored = { subject: 'Hi', enabled: false };
const typed = draft.write(draft.open(stored, 4), { subject: 'Hello\n“you”' });

test('a form is kept with what it was loaded from while something in it is unsaved', () => {
  expect(keptOf(draft.open(stored, 4))).toBeNull();
  expect(readKept(keptOf(typed), stored)).toEqual({ form: typed.form, base: stored, version: 4 });
});

test('why it was refused is not kept', () => {
  const failed = draft.fail(typed, new Error('x'), { subject: 'No.' });
  expect(keptOf(failed)).toBe(keptOf(typed));
});

test.each([
  null,
  '',
  'no JSON',
  'null',
  '[]',
  '{"form":{"subject":"a","enabled":true},"version":1}',
  '{"form":{"subject":"a"},"base":{"subject":"a","enabled":true},"version":1}',
  '{"form":{"subject":1,"enabled":true},"base":{"subject":"a","enabled":true},"version":1}',
  '{"form":{"subject":"a","enabled":true},"base":{"subject":"a","enabled":true},"version":"1"}',
])('what was written by another hand is not read: %j', (text) => {
  expect(readKept(text, stored)).toBeNull();
});

test('fields that the form does not have stay outside', () => {
  const both = '{"subject":"a","enabled":true,"password":"b"}';
  const kept = readKept(`{"form":${both},"base":${both},"version":1}`, stored);
  expect(kept?.form).toEqual({ subject: 'a', enabled: true });
});
