import type { Permission } from '../consent-page.ts';

const GRAPH = 'https://graph.microsoft.com/';

const WORDS: Record<string, string> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
  'User.Read': 'Sign you in and read your profile',
  'Mail.Read': 'Read your mail',
  'Mail.ReadWrite': 'Read and write access to your mail',
  'Mail.Send': 'Send mail as you',
  'Mail.Read.Shared': 'Read mail you can access',
  'Mail.ReadWrite.Shared': 'Read and write mail you can access',
  'Mail.Send.Shared': 'Send mail on behalf of others or yourself',
};

/** Brings a scope to its short name, whatever its case and whether or not it names Graph. */
export const canonicalScope = (scope: string): string => {
  const short = scope.startsWith(GRAPH) ? scope.slice(GRAPH.length) : scope;
  const wanted = short.toLowerCase();
  return Object.keys(WORDS).find((name) => name.toLowerCase() === wanted) ?? short;
};

export const knownScope = (scope: string): string | null => {
  const name = canonicalScope(scope);
  return name in WORDS ? name : null;
};

/** All or nothing: nobody can untick one. */
export const permissionsFor = (scopes: readonly string[]): Permission[] =>
  scopes.map((scope) => ({ scope, words: WORDS[scope] ?? scope, canBeRefused: false }));
