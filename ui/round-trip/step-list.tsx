import { StepSign } from '../parts/step-sign.tsx';
import type { Journey } from './model.ts';
import { duration, lookedWords, statusNames, stepNames } from './words.ts';

/** A message’s way, step by step, as it goes. */
export const StepList = ({ journey }: { journey: Journey }) => (
  <ol class="trip-steps" aria-label="Steps of the test message">
    {journey.steps.map(({ step, status, ms }) => (
      <li key={step} class="trip-step" data-step={step} data-status={status}>
        <span class="trip-sign">
          <StepSign status={status} />
        </span>
        <span class="trip-name">
          {stepNames[step]}
          <span class="visually-hidden">: {statusNames[status]}</span>
          {step === 'find' && journey.looked && (
            <span class="trip-detail">{lookedWords(journey.looked)}</span>
          )}
        </span>
        {ms !== null && status !== 'skipped' && <span class="trip-time">{duration(ms)}</span>}
      </li>
    ))}
  </ol>
);
