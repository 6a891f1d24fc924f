import { clock } from '../clock.ts';
import { dayOf, minuteOf } from '../dates.ts';
import { agoWords, momentWords } from '../relative-time.ts';

export const Day = ({ at }: { at: string }) => (
  <time dateTime={at} title={minuteOf(at)}>
    {dayOf(at)}
  </time>
);

export const Minute = ({ at }: { at: string }) => <time dateTime={at}>{minuteOf(at)}</time>;

/** How long ago; it goes on with the clock. */
export const Ago = ({ at }: { at: string }) => (
  <time dateTime={at} title={minuteOf(at)}>
    {agoWords(at, clock.value)}
  </time>
);

/** A moment of these days: of today the time alone. */
export const Moment = ({ at }: { at: string }) => (
  <time dateTime={at} title={minuteOf(at)}>
    {momentWords(at, clock.value)}
  </time>
);
