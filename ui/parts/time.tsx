import { dayOf, minuteOf } from '../dates.ts';

export const Day = ({ at }: { at: string }) => (
  <time dateTime={at} title={minuteOf(at)}>
    {dayOf(at)}
  </time>
);

export const Minute = ({ at }: { at: string }) => <time dateTime={at}>{minuteOf(at)}</time>;
