import { describe, expect, test } from 'vitest';
import { daysOf, type Turn } from './days.ts';
import type { IncidentRow } from './tables.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = new Date('2026-11-23T10:00:00Z');
const MIDNIGHT = Date.parse('2026-11-23T00:00:00Z');

/** So many hours after the midnight that began today; before it where negative. */
const hour = (hours: number) => new Date(MIDNIGHT + hours * HOUR_MS);
const daysAgo = (days: number) => hour(-24 * days);

const turn = (at: Date, action: Turn['action'], hasPassed = false): Turn => ({
  at,
  action,
  hasPassed,
});
const CONNECTED = turn(daysAgo(100), 'inbox.connected');

const incident = (
  began: Date,
  { confirmed = null, ended = null }: { confirmed?: Date | null; ended?: Date | null } = {},
): IncidentRow => ({
  ...{ id: 1, tenant: 'acme', inbox: 'inb_1', code: 'connection-refused', at: null },
  ...{ beganAt: began, failures: 3, lastFailedAt: began, confirmedAt: confirmed },
  ...{ endedAt: ended, endedBy: ended && 'check', alertedAt: null, recoveryToldAt: null },
});

/** The states of days that differ from the others, by how many days ago. */
const told = (days: ReturnType<typeof daysOf>, usual: string): Record<number, string> =>
  Object.fromEntries(
    days
      .map(({ state, errorMinutes }, at): [number, string] => [
        days.length - 1 - at,
        errorMinutes > 0 ? `${state} ${errorMinutes} min` : state,
      ])
      .filter(([, said]) => said !== usual),
  );

describe('an inbox’s last 30 days', () => {
  test('are 30 days in UTC, today last', () => {
    const days = daysOf([], [], NOW);
    expect(days).toHaveLength(30);
    expect(days[0]?.day).toBe('2026-10-25');
    expect(days.at(-1)?.day).toBe('2026-11-23');
    expect(told(days, 'unknown')).toEqual({});
  });

  test('are good from the day on which it was connected', () => {
    const days = daysOf([], [turn(daysAgo(2), 'inbox.connected')], NOW);
    expect(told(days, 'unknown')).toEqual({ 0: 'ok', 1: 'ok', 2: 'ok' });
  });

  test('are unknown where it was disconnected or archived all day', () => {
    const turns = [
      CONNECTED,
      turn(daysAgo(20.5), 'inbox.disconnected'),
      turn(daysAgo(17.5), 'inbox.connected'),
      turn(daysAgo(10.5), 'inbox.archived'),
      turn(daysAgo(8.5), 'inbox.restored'),
    ];
    expect(told(daysOf([], turns, NOW), 'ok')).toEqual({
      ...{ 20: 'unknown', 19: 'unknown', 10: 'unknown' },
    });
  });

  test('are unknown after credentials were stored untried, until a check has passed', () => {
    const turns = [
      CONNECTED,
      turn(daysAgo(6.5), 'inbox.connection-stored'),
      turn(daysAgo(5.5), 'inbox.checked'),
      turn(daysAgo(2.5), 'inbox.checked', true),
    ];
    expect(told(daysOf([], turns, NOW), 'ok')).toEqual({
      ...{ 6: 'unknown', 5: 'unknown', 4: 'unknown' },
    });
  });

  test('show an error in the minutes that each of its days had of it', () => {
    const error = incident(hour(-26), { confirmed: hour(-25), ended: hour(1) });
    expect(told(daysOf([error], [CONNECTED], NOW), 'ok')).toEqual({
      ...{ 2: 'error 60 min', 1: 'error 1440 min', 0: 'error 60 min' },
    });
  });

  test('tell whole minutes, as the incidents below them do', () => {
    const error = incident(hour(2), { confirmed: hour(2), ended: hour(2 + 640 / 3600) });
    expect(told(daysOf([error], [CONNECTED], NOW), 'ok')).toEqual({ 0: 'error 10 min' });
  });

  test('count an error that goes on up to now', () => {
    const error = incident(hour(2), { confirmed: hour(3) });
    expect(told(daysOf([error], [CONNECTED], NOW), 'ok')).toEqual({ 0: 'error 420 min' });
  });

  test('show a fault that passed as trouble, and one that was confirmed the next day as both', () => {
    const passing = incident(hour(-100), { ended: hour(-99.5) });
    const slow = incident(hour(-0.5), { confirmed: hour(0.5), ended: hour(1) });
    expect(told(daysOf([passing, slow], [CONNECTED], NOW), 'ok')).toEqual({
      ...{ 5: 'trouble', 1: 'trouble', 0: 'error 30 min' },
    });
  });

  test('leave out what was before them', () => {
    const old = incident(daysAgo(40), { confirmed: daysAgo(39), ended: daysAgo(30) });
    const days = daysOf([old], [CONNECTED], NOW);
    expect(told(days, 'ok')).toEqual({});
    expect(days.every(({ errorMinutes }) => errorMinutes <= DAY_MS / 60_000)).toBe(true);
  });
});
