import { expect, test } from 'vitest';
import { type Alerts, putBack, startStoring, storedWords } from './model.ts';

const on = { mails: true, canSend: true };
const shown: Alerts = { kind: 'shown', preference: on };

test('the switch moves when it is pressed, and back when that could not be stored', () => {
  const storing = startStoring(shown, false);
  expect(storing).toMatchObject({ kind: 'storing', preference: { mails: false, canSend: true } });
  expect(putBack(storing)).toEqual(shown);
});

test('a press is not taken while another is being stored', () => {
  const storing = startStoring(shown, false);
  expect(startStoring(storing, true)).toBe(storing);
});

test('on and off are told apart', () => {
  expect(storedWords(on)).not.toBe(storedWords({ ...on, mails: false }));
});
