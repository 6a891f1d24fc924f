import type { Permission } from '../consent-page.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.';
const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
const PROFILE = 'https://www.googleapis.com/auth/userinfo.profile';
const FULL_MAIL = 'https://mail.google.com/';

export const OPENID = 'openid';
export const scopeOf = { email: EMAIL, profile: PROFILE } as const;

const SIGN_IN: Record<string, string> = {
  [OPENID]: 'Associate you with your personal info on Google',
  [EMAIL]: 'See your primary Google Account email address',
  [PROFILE]: 'See your personal info, including any you’ve made public',
};

const MAIL: Record<string, string> = {
  [FULL_MAIL]: 'Read, compose, send and permanently delete all your email from Gmail',
  [`${GMAIL}modify`]: 'Read, compose and send emails from your Gmail account',
  [`${GMAIL}readonly`]: 'View your email messages and settings',
  [`${GMAIL}compose`]: 'Manage drafts and send emails',
  [`${GMAIL}send`]: 'Send email on your behalf',
  [`${GMAIL}metadata`]: 'View your email message metadata such as labels and headers',
};

/** Any of these opens the profile; `gmail.send` does not. */
export const PROFILE_SCOPES = [
  FULL_MAIL,
  ...['modify', 'compose', 'readonly', 'metadata'].map((name) => GMAIL + name),
];

/** Google answers with other names than it was asked by: `email` becomes `…/userinfo.email`. */
export const canonicalScope = (scope: string): string => {
  if (scope === 'email') return EMAIL;
  return scope === 'profile' ? PROFILE : scope;
};

export const knownScope = (scope: string): string | null => {
  const name = canonicalScope(scope);
  return name in SIGN_IN || name in MAIL ? name : null;
};

/** Boxes can be unticked for all but the sign-in itself. */
export const permissionsFor = (scopes: readonly string[]): Permission[] =>
  scopes.map((scope) => ({
    scope,
    words: SIGN_IN[scope] ?? MAIL[scope] ?? scope,
    canBeRefused: scope in MAIL,
  }));
