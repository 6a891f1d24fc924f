import { expect, test } from 'vitest';
import { type Incident, incidentEnds } from '../../contract/health.ts';
import { causeOf, endOf, lengthOf, weightOf } from './incident-words.ts';

const incident: Incident = {
  id: 1,
  code: 'connect-timeout',
  message: '',
  at: 'mail.acme.test:993',
  beganAt: '2026-03-02T10:00:00.000Z',
  confirmedAt: '2026-03-02T10:30:00.000Z',
  failures: 3,
  endedAt: '2026-03-02T10:42:00.000Z',
  endedBy: 'check',
};
const now = new Date('2026-03-02T12:00:00Z');

test('an incident lasts until its end, or until now', () => {
  expect(lengthOf(incident, now)).toBe('42 minutes');
  expect(lengthOf({ ...incident, endedAt: null, endedBy: null }, now)).toBe('2 hours');
});

test('whatever can end an incident has words of its own', () => {
  const words = incidentEnds.map((endedBy) => endOf({ ...incident, endedBy }));
  expect(new Set(words).size).toBe(incidentEnds.length);
  expect(endOf({ ...incident, endedAt: null, endedBy: null })).toBe('It goes on.');
});

test('failed checks that passed by themselves are not told as an error', () => {
  expect(causeOf(incident)).toBe('Server doesn’t answer');
  expect(weightOf(incident)).toBe('3 failed checks');
  expect(weightOf({ ...incident, confirmedAt: null, failures: 1 })).toBe(
    '1 failed check, never an error',
  );
  expect(weightOf({ ...incident, confirmedAt: null, endedAt: null })).toBe(
    '3 failed checks, not an error yet',
  );
});
