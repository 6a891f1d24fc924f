import { expect, test } from 'vitest';
import { shownName } from './shown-name.ts';

const emailAddress = 'a@b.example';

test.each([['\u200b'], [' \u00a0\u3000'], ['\u202e\u2066'], ['\u3164\u034f'], ['\u2800']])(
  'an inbox called %j goes by its address',
  (name) => {
    expect(shownName({ name, emailAddress })).toBe(emailAddress);
  },
);

test.each([['Sales'], ['\u200bx'], ['支持'], ['👩‍👧'], ['.']])('%j is shown as it is', (name) => {
  expect(shownName({ name, emailAddress })).toBe(name);
});
