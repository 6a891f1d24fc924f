import { dayOf } from './dates.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on a date says more. */
const LONGEST_AGO_MS = 7 * DAY_MS;

// The words around it are English whatever the person's dates look like.
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** How long ago, in the largest unit that fits; the date of what is long ago. */
export const agoWords = (at: string, now: Date): string => {
  // Another computer's clock has stamped it: it may be a little ahead of this one.
  const ms = Math.max(0, now.getTime() - Date.parse(at));
  if (ms < MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return ago.format(-Math.floor(ms / MINUTE_MS), 'minute');
  if (ms < DAY_MS) return ago.format(-Math.floor(ms / HOUR_MS), 'hour');
  return ms < LONGEST_AGO_MS ? ago.format(-Math.floor(ms / DAY_MS), 'day') : dayOf(at);
};

/** A moment by the clock: of today the time alone. */
export const momentWords = (at: string, now: Date): string => {
  const date = new Date(at);
  return (date.toDateString() === now.toDateString() ? time : dayAndTime).format(date);
};

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

const UNITS = [
  [DAY_MS, 'day', HOUR_MS, 'hour'],
  [HOUR_MS, 'hour', MINUTE_MS, 'minute'],
] as const;

/** How long something lasted, in at most two units. */
export const lengthWords = (ms: number): string => {
  if (ms < MINUTE_MS) return 'less than a minute';
  const unit = UNITS.find(([size]) => ms >= size);
  if (unit === undefined) return counted(Math.floor(ms / MINUTE_MS), 'minute');
  const [size, name, smaller, smallerName] = unit;
  const whole = counted(Math.floor(ms / size), name);
  const rest = Math.floor((ms % size) / smaller);
  return rest === 0 ? whole : `${whole} ${counted(rest, smallerName)}`;
};
