import { expect, test } from 'vitest';
import type { AuditEvent } from '../../contract/audit.ts';
import type { Incident } from '../../contract/health.ts';
import { append, byDay, deletedIn, fail, keyOf, loadMore, show } from './log.ts';
import { agoOf, dayName } from './times.ts';

const event = (seq: number, at: string, action: AuditEvent['action'] = 'inbox.changed') => ({
  seq,
  at,
  actor: { id: 'u1', name: 'Ada' },
  action,
  inbox: { id: `inb_${seq}`, name: 'Help' },
  changes: [],
});

const newer = event(3, '2026-03-02T12:00:00');
const middle = event(2, '2026-03-02T09:00:00');
const older = event(1, '2026-03-01T23:59:59', 'inbox.deleted');

test('an event that moved between two pages is shown once', () => {
  const log = show({ events: [newer, middle], nextCursor: 'c' });
  const all = append(loadMore(log), { events: [middle, older], nextCursor: null });
  expect(all).toEqual(show({ events: [newer, middle, older], nextCursor: null }));
});

test('a page that fails leaves what is shown', () => {
  const log = loadMore(show({ events: [newer], nextCursor: 'c' }));
  expect(fail(log, 'gone')).toMatchObject({ kind: 'more-failed', events: [newer] });
  expect(fail({ kind: 'loading' }, 'gone')).toEqual({ kind: 'failed', error: 'gone' });
});

test('events stand under the day on which they happened', () => {
  const days = byDay([newer, middle, older]);
  expect(days.map(({ events }) => events.map(keyOf))).toEqual([
    ['event 3', 'event 2'],
    ['event 1'],
  ]);
});

test('an incident stands under the day on which it began, and is no event of the same number', () => {
  const incident: Incident & { kind: 'incident' } = {
    kind: 'incident',
    id: 2,
    code: 'connect-timeout',
    message: '',
    at: null,
    beganAt: '2026-03-01T10:00:00',
    confirmedAt: null,
    failures: 1,
    endedAt: '2026-03-02T10:00:00',
    endedBy: 'check',
  };
  const log = show({ events: [newer, middle], nextCursor: 'c' });
  const all = append(log, { events: [older, incident], nextCursor: null });
  const days = 'events' in all ? byDay(all.events) : [];
  expect(days.map(({ events }) => events.map(keyOf))).toEqual([
    ['event 3', 'event 2'],
    ['event 1', 'incident 2'],
  ]);
});

test('an inbox whose end is told is known to be gone', () => {
  expect([...deletedIn([newer, older])]).toEqual(['inb_1']);
});

test('a day is named by how near it is', () => {
  const now = new Date('2026-03-02T13:30:00');
  expect(dayName(newer.at, now)).toBe('Today');
  expect(dayName(older.at, now)).toBe('Yesterday');
  expect(dayName('2026-02-27T00:00:00', now)).toMatch(/27/);
});

test('how long ago is said for a day', () => {
  const now = new Date('2026-03-02T12:30:00');
  expect(agoOf('2026-03-02T12:29:50', now)).toBe('just now');
  expect(agoOf(newer.at, now)).toBe('30 minutes ago');
  expect(agoOf(middle.at, now)).toBe('3 hours ago');
  expect(agoOf('2026-03-01T12:00:00', now)).toBeNull();
});
