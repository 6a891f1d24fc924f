import { aadstsOf } from './aadsts.ts';

/**
 * Why there is no grant: `refused` (the grant or the code is no longer good, RFC 6749 §5.2
 * `invalid_grant` and its kin), `ours` (our client id or secret is not accepted), `temporary` (the
 * provider is down, slow, limiting, or answers nonsense).
 */
export type GrantFailure = {
  kind: 'refused' | 'ours' | 'temporary';
  /** For the log: the provider's error code and, at Microsoft, its AADSTS number. */
  reason: string;
};

const KINDS = new Map<string, GrantFailure['kind']>([
  ['invalid_grant', 'refused'],
  ['interaction_required', 'refused'],
  ['login_required', 'refused'],
  ['consent_required', 'refused'],
  ['access_denied', 'refused'],
  ['invalid_client', 'ours'],
  ['unauthorized_client', 'ours'],
  ['deleted_client', 'ours'],
  ['disabled_client', 'ours'],
  ['redirect_uri_mismatch', 'ours'],
  ['invalid_scope', 'ours'],
  ['unsupported_grant_type', 'ours'],
]);

// Whatever error they come under: a client secret that is wrong or has expired, an app that is unknown.
const OURS = new Set(['7000215', '7000222', '700025', '700016', '7000112']);
// Sent as invalid_grant to whom Microsoft slows down, and while it has trouble itself.
const TEMPORARY = new Set(['50196', '90033']);

const kindOf = (code: string, number: string | null): GrantFailure['kind'] => {
  if (number !== null && OURS.has(number)) return 'ours';
  if (number !== null && TEMPORARY.has(number)) return 'temporary';
  return KINDS.get(code) ?? 'temporary';
};

// The log is no place for whatever else somebody puts there.
const CODE = /^[a-z][a-z_]{0,39}$/;

/** What an error of a token endpoint means (RFC 6749 §5.2). */
export const grantFailureOf = (code: string, description: string | null): GrantFailure => {
  const number = aadstsOf(description);
  const name = CODE.test(code) ? code : 'unknown-error';
  const reason = number === null ? name : `${name} AADSTS${number}`;
  return { kind: kindOf(code, number), reason };
};
