import type { Client } from './settings.ts';

export type AuthorizationRequest = {
  redirectUri: string;
  state: string | undefined;
  scopes: string[];
  nonce: string | undefined;
  challenge: string;
  loginHint: string | undefined;
  prompt: string[];
  accessType: string | undefined;
  includeGrantedScopes: boolean;
};

export type AuthorizationProblem =
  | 'unknown-client'
  | 'wrong-redirect'
  | 'wrong-response-type'
  | 'wrong-response-mode'
  | 'no-pkce'
  | 'plain-pkce'
  | 'no-scope'
  | 'unknown-scope';

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

const words = (text: string | undefined) => text?.split(' ').filter(Boolean) ?? [];

/** Whether an error may be told to the app: only to an address that is known to be the app's. */
export const mayReturn = (problem: AuthorizationProblem): boolean =>
  problem !== 'unknown-client' && problem !== 'wrong-redirect';

/** What an app asks for, or the first thing that is wrong with it. */
export const readAuthorization = (
  query: Map<string, string>,
  client: Client,
  known: (scope: string) => string | null,
): AuthorizationRequest | AuthorizationProblem => {
  if (query.get('client_id') !== client.id) return 'unknown-client';
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.redirectUris.includes(redirectUri)) return 'wrong-redirect';
  if (query.get('response_type') !== 'code') return 'wrong-response-type';
  if ((query.get('response_mode') ?? 'query') !== 'query') return 'wrong-response-mode';
  const challenge = query.get('code_challenge');
  if (!challenge) return 'no-pkce';
  if (query.get('code_challenge_method') !== 'S256' || !CHALLENGE.test(challenge)) {
    return 'plain-pkce';
  }
  const asked = words(query.get('scope'));
  const scopes = asked.map(known).filter((scope) => scope !== null);
  if (asked.length === 0) return 'no-scope';
  if (scopes.length < asked.length) return 'unknown-scope';
  return {
    redirectUri,
    challenge,
    scopes: [...new Set(scopes)],
    state: query.get('state'),
    nonce: query.get('nonce'),
    loginHint: query.get('login_hint'),
    prompt: words(query.get('prompt')),
    accessType: query.get('access_type'),
    includeGrantedScopes: query.get('include_granted_scopes') === 'true',
  };
};
