import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { HealthDay } from '../../contract/health.ts';
import { countOf, dayNameOf, dayStates, dayWords, stateNames } from './days.ts';

type BarProps = { day: HealthDay; group: string; isChosen: boolean; onChoose: () => void };

const Bar = ({ day, group, isChosen, onChoose }: BarProps) => {
  const words = `${dayNameOf(day)}: ${dayWords(day)}`;
  return (
    <label class="strip-day" title={words} data-state={day.state}>
      <input
        type="radio"
        class="strip-input"
        name={group}
        checked={isChosen}
        aria-label={words}
        onChange={onChoose}
      />
      <span class="strip-bar" aria-hidden="true" />
    </label>
  );
};

const Legend = ({ days }: { days: readonly HealthDay[] }) => (
  <ul class="strip-legend">
    {dayStates.map((state) => {
      const count = countOf(days, state);
      return (
        count > 0 && (
          <li key={state} class="strip-meaning" data-state={state}>
            <span class="strip-bar" aria-hidden="true" />
            {stateNames[state]}: {count} {count === 1 ? 'day' : 'days'}
          </li>
        )
      );
    })}
  </ul>
);

/** A bar a day, today last; one of them is told in words. Arrow keys go from day to day. */
export const Strip = ({ days }: { days: readonly HealthDay[] }) => {
  const group = useId();
  const chosen = useSignal<string | null>(null);
  const day = days.find((one) => one.day === chosen.value) ?? days.at(-1);
  if (day === undefined) return null;
  const isToday = day === days.at(-1);
  return (
    <>
      <fieldset class="strip">
        <legend class="visually-hidden">Day by day, today last</legend>
        {days.map((one) => (
          <Bar
            key={one.day}
            day={one}
            group={group}
            isChosen={one === day}
            onChoose={() => {
              chosen.value = one.day;
            }}
          />
        ))}
      </fieldset>
      <p class="strip-ends" aria-hidden="true">
        <span>{days.length - 1} days ago</span>
        <span>Today</span>
      </p>
      <p class="strip-day-words">
        <strong>{isToday ? 'Today' : dayNameOf(day)}</strong>: {dayWords(day)}
      </p>
      <Legend days={days} />
    </>
  );
};
