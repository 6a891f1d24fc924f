const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

const day = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
// The words around it are English whatever the person's dates look like.
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export const timeOf = (at: string) => time.format(new Date(at));
export const exactTimeOf = (at: string) => exact.format(new Date(at));

const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** The day of a moment: today, yesterday, or its date. */
export const dayName = (at: string, now: Date): string => {
  const days = Math.round((startOfDay(now) - startOfDay(new Date(at))) / DAY_MS);
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : day.format(new Date(at));
};

/** How long ago, for the last day; after that the date says more. */
export const agoOf = (at: string, now: Date): string | null => {
  const ms = Math.max(0, now.getTime() - new Date(at).getTime());
  if (ms < MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return ago.format(-Math.floor(ms / MINUTE_MS), 'minute');
  return ms < DAY_MS ? ago.format(-Math.floor(ms / HOUR_MS), 'hour') : null;
};
