import { randomBytes } from 'node:crypto';
import { oauthClient } from '../../worker/platform/oauth/client.ts';
import type { Provider } from '../../worker/platform/oauth/provider.ts';
import { hintFor } from './hints.ts';
import type { Check } from './report.ts';

const RANDOM_BYTES = 32;
// Whatever error it comes under, Microsoft says by it that the code is none.
const NO_SUCH_CODE = /^invalid_grant\b|\bAADSTS9002313$/;
const LATER = 'Try again later; nothing is known to be wrong.';
const LOOK_UP = 'Nothing is known of this answer here. Look it up in the provider’s documentation.';
const UNANSWERED = /^(?:unreachable|timeout|malformed-answer|answered \d+)$/;
const TROUBLE = /\bAADSTS(?:50196|90033)$/;

const random = () => randomBytes(RANDOM_BYTES).toString('base64url');

const said = (status: Check['status'], detail: string, hint: string | null = null): Check => ({
  check: 'client',
  status,
  detail,
  hint,
});

type Answer = { kind: 'granted' | 'refused' | 'ours' | 'temporary'; reason: string };

/** Asks for tokens as the Worker does, with a code that nobody was given. */
const ask = async (
  provider: Provider,
  redirectUri: string,
  deadlineMs: number,
): Promise<Answer> => {
  const { exchange } = oauthClient(provider, redirectUri, deadlineMs);
  const answer = await exchange(random(), random());
  return answer.ok ? { kind: 'granted', reason: 'a made-up code was accepted' } : answer;
};

const unanswered = ({ reason }: Answer): Check => {
  const isPassing = UNANSWERED.test(reason) || TROUBLE.test(reason);
  return said('unknown', reason, isPassing ? LATER : LOOK_UP);
};

/**
 * Whether a provider accepts our id and secret. That it refuses the code says so only where it looks at
 * the secret first, which a wrong secret shows.
 */
export const checkClient = async (
  provider: Provider,
  redirectUri: string,
  deadlineMs: number,
): Promise<Check> => {
  const own = await ask(provider, redirectUri, deadlineMs);
  const hint = hintFor(provider.name, own.reason);
  if (hint !== null) return said('mend', own.reason, hint);
  if (!NO_SUCH_CODE.test(own.reason) || TROUBLE.test(own.reason)) return unanswered(own);
  const wrong = await ask({ ...provider, clientSecret: random() }, redirectUri, deadlineMs);
  if (wrong.kind === 'ours') {
    return said(
      'fine',
      `accepted: ${own.reason} for a made-up code, and a made-up secret is refused`,
    );
  }
  if (wrong.kind === 'temporary') return unanswered(wrong);
  const detail = `${own.reason}, and for a made-up secret ${wrong.reason}`;
  return said('unknown', detail, 'The secret was not looked at. Connect an inbox to find out.');
};
