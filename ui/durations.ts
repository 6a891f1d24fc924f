const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

const MINUTE_S = 60;
/** Up to here seconds are easier to wait for than minutes. */
const LONGEST_IN_SECONDS = 90;

/** How long something takes, never too short: "42 seconds", "4 minutes". */
export const durationWords = (seconds: number): string =>
  seconds <= LONGEST_IN_SECONDS
    ? counted(seconds, 'second')
    : counted(Math.ceil(seconds / MINUTE_S), 'minute');
