import { CheckIcon, CrossIcon, DashIcon } from './icons.tsx';

/** How far one step of something longer is. */
export type StepStatus = 'pending' | 'running' | 'passed' | 'failed' | 'skipped';

/** A step's status as a sign; the words stand beside it. */
export const StepSign = ({ status }: { status: StepStatus }) => {
  switch (status) {
    case 'passed':
      return <CheckIcon />;
    case 'failed':
      return <CrossIcon />;
    case 'skipped':
      return <DashIcon />;
    case 'running':
      return <span class="spinner" aria-hidden="true" />;
    default:
      return <span class="step-dot" aria-hidden="true" />;
  }
};
