import type { output, ZodType } from 'zod';
import { keyStatus } from '../../contract/keys.ts';
import { operatorView } from '../../contract/operator.ts';
import { ask } from '../http.ts';

const AT = '/api/operator';

/**
 * The operator's part of the API, by the token alone: no session is sent along, and a refusal ends none.
 * Rejects as everything over HTTP does here.
 */
export const operatorApi = (token: string) => {
  const send = (method: string, path: string) =>
    ask(`${AT}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
    });
  const get = async <Schema extends ZodType>(path: string, schema: Schema) =>
    schema.parse(await (await send('GET', path)).json()) as output<Schema>;
  const put = async (method: 'POST' | 'DELETE', path: string): Promise<void> => {
    await send(method, path);
  };
  const at = (list: 'dead-letters' | 'alerts', id: string) => `/${list}/${encodeURIComponent(id)}`;
  return {
    view: () => get('', operatorView),
    /** Counting reads a row for each inbox. */
    keys: ({ counts }: { counts: boolean }) => get(`/keys?counts=${counts}`, keyStatus),
    retry: (list: 'dead-letters' | 'alerts', id: string) => put('POST', `${at(list, id)}/retry`),
    discard: (list: 'dead-letters' | 'alerts', id: string) => put('DELETE', at(list, id)),
  };
};

export type OperatorApi = ReturnType<typeof operatorApi>;
