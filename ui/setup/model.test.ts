import { expect, test } from 'vitest';
import { slug } from '../../contract/tenancy.ts';
import { emptySetup, slugOf, suggestSlug } from './model.ts';

test.each([
  ['Acme Industries', 'acme-industries'],
  ['Café Zürich & Söhne', 'cafe-zurich-sohne'],
  ['Straße 7', 'strasse-7'],
  ['  --  ', ''],
  ['日本', ''],
])('%j suggests %j', (name, suggestion) => {
  expect(suggestSlug(name)).toBe(suggestion);
});

test('a suggestion for a long name is a valid short name', () => {
  expect(slug.safeParse(suggestSlug('a'.repeat(39).concat(' b c d'))).success).toBe(true);
});

test('the short name follows the name until somebody writes one', () => {
  const form = { ...emptySetup, organizationName: 'Acme' };
  expect(slugOf(form)).toBe('acme');
  expect(slugOf({ ...form, slug: '' })).toBe('');
});
