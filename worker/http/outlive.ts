import { waitUntil } from 'cloudflare:workers';

/**
 * Lets work be finished when whoever asked for it does not wait for the answer: a tab that is closed
 * must not leave a permission at a provider that nobody knows of any more.
 */
export const outlive = <Result>(work: Promise<Result>): Promise<Result> => {
  waitUntil(work.catch(() => undefined));
  return work;
};
