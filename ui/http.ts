import type { Problem } from '../contract/problem.ts';
import { ProblemError, UnreachableError } from './problem-error.ts';

type Options = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
};

let signedOutListener: () => void = () => {};

/** Tells of a session that ended while the app was open. */
export const onSignedOut = (listener: () => void) => {
  signedOutListener = listener;
};

/** Sends a request; anything but success is thrown as a {@link ProblemError} or {@link UnreachableError}. */
export const send = async (path: string, options: Options = {}): Promise<Response> => {
  const { method = 'GET', body, headers = {}, signal } = options;
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new UnreachableError('No answer', { cause: error });
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'signed-out') signedOutListener();
  throw new ProblemError(problem);
};

export const json = async <T>(path: string, options?: Options): Promise<T> =>
  (await send(path, options)).json() as Promise<T>;

const problemOf = async (response: Response): Promise<Problem> => {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  if (body !== null && typeof body.code === 'string') return body as Problem;
  // A proxy in between answered, not the API.
  return {
    type: 'about:blank',
    title: response.statusText || 'Something went wrong on our side',
    status: response.status,
    code: 'internal',
    requestId: response.headers.get('x-request-id') ?? '',
  };
};
