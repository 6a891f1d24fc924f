import type { HealthDay } from '../../contract/health.ts';
import { lengthWords } from '../relative-time.ts';

const MINUTE_MS = 60_000;
const SHORTEST_MINUTES = 0.5;
/** Of less than this a share would say more than is known. */
const LEAST_CHECKED_MINUTES = 60;

export type DayState = HealthDay['state'];

// The API counts days in UTC: their names are those of its days, wherever the person is.
const name = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

export const dayNameOf = ({ day }: HealthDay): string => name.format(new Date(day));

/** How a day went, in words. */
export const dayWords = ({ state, errorMinutes }: HealthDay): string => {
  switch (state) {
    case 'ok':
      return 'no fault';
    case 'trouble':
      return 'checks failed, but not long enough for an error';
    case 'error':
      return `in error for ${lengthWords(errorMinutes * MINUTE_MS)}`;
    case 'unknown':
      return 'not checked';
  }
};

/** What each sign of the strip stands for. */
export const stateNames: Record<DayState, string> = {
  ok: 'No fault',
  trouble: 'Checks failed',
  error: 'In error',
  unknown: 'Not checked',
};

export const dayStates: readonly DayState[] = ['ok', 'trouble', 'error', 'unknown'];

export const countOf = (days: readonly HealthDay[], state: DayState): number =>
  days.filter((day) => day.state === state).length;

// What was shorter than the API counts was an error all the same.
const errorMinutesOf = ({ state, errorMinutes }: HealthDay): number =>
  state === 'error' ? Math.max(SHORTEST_MINUTES, errorMinutes) : errorMinutes;

/**
 * How much of the time in which it was checked an inbox was not in error, from 0 to 1; `null` for one that
 * was checked for less than an hour.
 */
export const uptimeOf = (days: readonly HealthDay[]): number | null => {
  const checked = days.reduce((sum, day) => sum + day.checkedMinutes, 0);
  if (checked < LEAST_CHECKED_MINUTES) return null;
  const bad = days.reduce((sum, day) => sum + errorMinutesOf(day), 0);
  return Math.max(0, 1 - bad / checked);
};

/** Cut, not rounded: what was in error is never told as 100%. */
export const percentWords = (uptime: number): string =>
  `${Math.floor(Math.round(uptime * 1e8) / 1e4) / 100}%`;
