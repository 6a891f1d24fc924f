import type { OAuthOutcome, OAuthProvider } from '../../../../contract/oauth.ts';
import { aadstsOf } from '../../../platform/oauth/aadsts.ts';

/** An error as a provider names it, with its description (RFC 6749 §4.1.2.1, §5.2). */
export type ProviderError = { error: string; description: string };

const outcomesByNumber = new Map<string, OAuthOutcome>(
  Object.entries({
    65004: 'cancelled',
    65001: 'admin-approval-needed',
    90094: 'admin-approval-needed',
    90095: 'admin-approval-needed',
    53000: 'blocked-by-policy',
    53003: 'blocked-by-policy',
    530032: 'blocked-by-policy',
    50020: 'wrong-tenant',
    50194: 'wrong-tenant',
    700016: 'wrong-tenant',
    7000215: 'client-misconfigured',
    7000222: 'client-misconfigured',
    700025: 'client-misconfigured',
    50011: 'client-misconfigured',
  }),
);

const outcomesByError = new Map<string, OAuthOutcome>(
  Object.entries({
    access_denied: 'cancelled',
    admin_policy_enforced: 'blocked-by-policy',
    org_internal: 'wrong-tenant',
    consent_required: 'admin-approval-needed',
    server_error: 'provider-unavailable',
    temporarily_unavailable: 'provider-unavailable',
    invalid_client: 'client-misconfigured',
    unauthorized_client: 'client-misconfigured',
    invalid_scope: 'client-misconfigured',
    redirect_uri_mismatch: 'client-misconfigured',
  }),
);

/**
 * What a provider's refusal means for the admin. Microsoft says most things with `access_denied`,
 * `invalid_grant` or `interaction_required` and a number in the description.
 */
export const outcomeOf = (
  provider: OAuthProvider,
  { error, description }: ProviderError,
): OAuthOutcome => {
  const number = provider === 'microsoft' ? aadstsOf(description) : null;
  const byNumber = number === null ? undefined : outcomesByNumber.get(number);
  return byNumber ?? outcomesByError.get(error) ?? 'provider-refused';
};

const CODE = /^[a-z][a-z_]{0,39}$/;

/** What may be shown and logged of it: codes, never somebody's text. */
export const reasonOf = ({ error, description }: ProviderError): string => {
  const number = aadstsOf(description);
  const code = CODE.test(error) ? error : 'unknown-error';
  return number === null ? code : `${code} AADSTS${number}`;
};
