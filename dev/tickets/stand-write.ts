import { z } from 'zod';
import { databaseId } from '../stand/local-database.ts';
import { RefusedError, type Write } from './add.ts';

const answer = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ message: z.string() })).default([]),
});

/**
 * Has the running stand write, by what wrangler offers for looking at its data: the Worker, which does
 * not wait while another process writes, is then never in the way.
 */
export const standWrite =
  (url: string): Write =>
  async (sql, text) => {
    const path = `/cdn-cgi/explorer/api/d1/database/${databaseId()}/raw`;
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sql, params: [text] }),
    }).catch(() => null);
    const { data } = answer.safeParse(await response?.json().catch(() => null));
    if (data?.success) return;
    const words = data?.errors.map(({ message }) => message).join('\n');
    const status = response === null ? 'it does not answer' : `it answered ${response.status}`;
    throw new RefusedError(`The running stand did not take them: ${words || status}.`);
  };
