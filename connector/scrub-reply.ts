import { scrub } from './scrub.ts';
import { type Login, secretTraces } from './secret-traces.ts';

export type { Login } from './secret-traces.ts';

/** As much of a reply as could be shown, and what it may hold of a login. */
const MAX_READ = 2_400;

/**
 * A server's reply as an admin may see it, or nothing: a reply that repeats the password or the token,
 * in whole or in part, in any spelling that went over the wire, is not shown at all.
 */
export const scrubReply = (reply: unknown, login: Login): string | undefined => {
  if (typeof reply !== 'string') return undefined;
  const read = reply.slice(0, MAX_READ);
  const shown = scrub(read);
  return shown === '' || secretTraces(login)(read) ? undefined : shown;
};
