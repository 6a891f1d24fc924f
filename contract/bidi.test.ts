import { expect, test } from 'vitest';
import { isolated } from './bidi.ts';

const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/;

test('Latin text stands as it is', () => {
  expect(isolated('Grüße, “Łódź” & co.')).toBe('Grüße, “Łódź” & co.');
});

test.each(['שירות', 'دعم', '\u{1e900}\u{1e901}', '支持 🎫'])('%s is kept to itself', (text) => {
  expect(isolated(text)).toBe(`\u2068${text}\u2069`);
});

test.each(['x\u2069\u202eevil', 'שירות\u2069\u202eevil', '\u2068\u2068'])(
  '%j can’t leave its place',
  (text) => {
    expect(isolated(text).replace(/^\u2068|\u2069$/g, '')).not.toMatch(CONTROLS);
  },
);
