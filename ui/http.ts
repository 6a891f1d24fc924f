import type { Problem } from '../contract/problem.ts';
import { codeOf, ProblemError, UnreachableError } from './problem-error.ts';

let signedOutListener: () => void = () => {};

/** Tells of a session that ended while the app was open. */
export const onSignedOut = (listener: () => void) => {
  signedOutListener = listener;
};

/** Like `fetch`, but anything but success is thrown as a {@link ProblemError} or {@link UnreachableError}. */
export const ask: typeof fetch = async (input, init) => {
  const response = await fetch(input, init).catch((error: unknown) => {
    if (init?.signal?.aborted) throw error;
    throw new UnreachableError('No answer', { cause: error });
  });
  if (response.ok) return response;
  throw new ProblemError(await problemOf(response));
};

/** The same in a person's session; tells of it when that has ended. */
export const send: typeof fetch = (input, init) =>
  ask(input, init).catch((error: unknown) => {
    if (codeOf(error) === 'signed-out') signedOutListener();
    throw error;
  });

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
