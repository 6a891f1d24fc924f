import { messageOf } from '../messages.ts';
import { Notice } from '../parts/notice.tsx';
import type { Plan } from './model.ts';

/** How much of the plan is used. */
export const PlanLine = ({ plan }: { plan: Plan }) => (
  <p class="plan">
    {plan.used} of {plan.limit} {plan.limit === 1 ? 'inbox' : 'inboxes'}
  </p>
);

/** Once the plan is used up: that, and what to do about it. */
export const PlanFull = () => {
  const { title, advice } = messageOf('inbox-limit-reached');
  return (
    <Notice tone="warn" title={title}>
      {advice}
    </Notice>
  );
};
