import { describe } from '../messages.ts';
import type { Finished } from './steps.tsx';

const words: Record<Exclude<Finished['outcome'], 'not-begun'>, string> = {
  connected: 'The inbox is connected.',
  untested: 'The inbox is added. Its connection is not tested yet.',
  refused: 'The inbox is added, but not connected yet.',
  unconnected: 'The inbox is added. Finish connecting it whenever you are ready.',
};

/** What to say of an inbox that was made. */
export const finishedWords = (made: Finished): string =>
  made.outcome === 'not-begun'
    ? `The inbox is added, but its sign-in could not begin. ${describe(made.error).title}`
    : words[made.outcome];
