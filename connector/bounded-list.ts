import { scrub } from './scrub.ts';
import { type Login, secretTraces } from './secret-traces.ts';

const MAX_ENTRIES = 60;
const MAX_ENTRY = 80;

/**
 * What a server says it can do, as it may be shown: at most sixty entries, each cut and scrubbed, and
 * none that repeats a part of the login.
 */
export const boundedList = (entries: readonly string[], login: Login): string[] => {
  const isTrace = secretTraces(login);
  return entries
    .slice(0, MAX_ENTRIES)
    .filter((entry) => !isTrace(entry.slice(0, 8 * MAX_ENTRY)))
    .map((entry) => scrub(entry, MAX_ENTRY))
    .filter((entry) => entry !== '');
};
