import type { Step } from './model.ts';

const names: Record<Step, string> = {
  address: 'Address',
  type: 'Way to connect',
  servers: 'Connection and name',
  'sign-in': 'Connection and name',
};

/** How far adding an inbox has come. */
export const Progress = ({ steps, now }: { steps: Step[]; now: Step }) => (
  <ol class="progress" aria-label="Steps">
    {steps.map((step, index) => (
      <li
        key={step}
        class="progress-step"
        aria-current={step === now ? 'step' : undefined}
        data-done={index < steps.indexOf(now) || undefined}
      >
        <span class="progress-number" aria-hidden="true">
          {index + 1}
        </span>
        {names[step]}
      </li>
    ))}
  </ol>
);
