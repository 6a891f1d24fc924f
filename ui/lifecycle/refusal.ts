import { describe, lifecycleNames } from '../messages.ts';
import { codeOf } from '../problem-error.ts';
import type { Refused } from './model.ts';

type Refusal = {
  /** What is said before and after the inbox's name. */
  before: string;
  after: string;
  advice: string;
  requestId?: string | undefined;
};

const HOW_TO_GET_ROOM =
  'Archive one that isn’t needed, or ask whoever runs this deployment for a higher limit.';

/** Why something was not done with an inbox, and what that leaves it as. */
export const refusalOf = ({ action, error }: Pick<Refused, 'action' | 'error'>): Refusal => {
  const { title, advice, requestId } = describe(error);
  if (codeOf(error) === 'inbox-limit-reached') {
    const after = ' stays archived: every inbox of your plan is in use.';
    return { before: '', after, advice: `${title} ${HOW_TO_GET_ROOM}` };
  }
  return { before: `${lifecycleNames[action]} `, after: `: ${title}`, advice, requestId };
};
