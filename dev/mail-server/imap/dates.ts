import { Bad } from './response.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const DATE_TIME =
  /^([ \d]\d)-([A-Z][a-z]{2})-(\d{4}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/;
const DATE = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/;
const MINUTE_MS = 60 * 1000;

/** `17-Jul-2026 02:44:25 +0000` (RFC 3501 §9, date-time). */
export function formatDateTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}-${month}-${year} ${time} +0000`;
}

export function parseDateTime(text: string): Date {
  const match = DATE_TIME.exec(text);
  if (!match) throw new Bad('Not a date and time');
  const [, day, month = '', year, hours, minutes, seconds, sign, zoneHours, zoneMinutes] = match;
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  const utc = Date.UTC(Number(year), monthIndex(month), Number(day), h, m, s);
  return new Date(utc - zone * MINUTE_MS);
}

/** The start of a day, `1-Feb-2026`, in UTC: the zone in which the dates of mail are compared here. */
export function parseDay(text: string): Date {
  const match = DATE.exec(text);
  if (!match) throw new Bad('Not a date');
  const [, day, month = '', year] = match;
  return new Date(Date.UTC(Number(year), monthIndex(month), Number(day)));
}

function monthIndex(name: string): number {
  const index = MONTHS.findIndex((month) => month.toLowerCase() === name.toLowerCase());
  if (index < 0) throw new Bad('Not a month');
  return index;
}
