import type { InboxPage } from '../../contract/inbox.ts';
import { isFull } from './model.ts';

type Props = { plan: InboxPage['plan']; manages: boolean };

/** How much of the plan is used; once it is all, what to do about it. */
export const PlanLine = ({ plan, manages }: Props) => (
  <p class="plan">
    <span class="plan-count">
      {plan.used} of {plan.limit} {plan.limit === 1 ? 'inbox' : 'inboxes'}
    </span>
    {manages && isFull(plan) && <span class="plan-full">Upgrade to add more inboxes</span>}
  </p>
);
