import { z } from 'zod';
import { emailAddress } from './email-address.ts';

/** Whose accounts an inbox can be connected with, by OAuth 2.0 (RFC 6749). */
export const oauthProviders = ['google', 'microsoft'] as const;
export type OAuthProvider = (typeof oauthProviders)[number];

/** Which provider a connection type signs in at. */
export const providerOfType = { gmail: 'google', microsoft: 'microsoft' } as const;

/** Where the browser comes back to, of a fixed set. */
export const returnTargets = ['inbox', 'onboarding'] as const;
export type ReturnTarget = (typeof returnTargets)[number];

/** Begins a sign-in at the provider. `sharedMailbox` is Microsoft's: a mailbox that is not the account's own. */
export const oauthStart = z.strictObject({
  returnTo: z.enum(returnTargets, { error: 'Say where to come back to: inbox or onboarding.' }),
  sharedMailbox: emailAddress.optional(),
});
export type OAuthStart = z.input<typeof oauthStart>;

/** Where to send the browser. It is good for ten minutes, for the session that asked, once. */
export const oauthStarted = z.object({ authorizationUrl: z.url() });
export type OAuthStarted = z.infer<typeof oauthStarted>;

/**
 * How a sign-in at a provider ended. Only `connected` has changed the inbox, and `address-differs` may
 * yet, when it is accepted.
 */
export const oauthOutcomes = [
  'connected',
  'cancelled',
  'permission-missing',
  'admin-approval-needed',
  /** Another mailbox than the one that this inbox is connected to. */
  'wrong-account',
  /** A mailbox with another address than the inbox has, which never was connected, or was renamed. */
  'address-differs',
  /** The account's organization may not use this deployment. */
  'wrong-tenant',
  'blocked-by-policy',
  /** The account has no mailbox, or none that opens. */
  'mailbox-denied',
  'shared-mailbox-denied',
  'flow-expired',
  'flow-used',
  /** Begun in another session, or by somebody else. */
  'flow-foreign',
  /** The answer did not come from the provider that was asked, or was not meant for this sign-in. */
  'answer-untrusted',
  'provider-unavailable',
  'provider-refused',
  'client-misconfigured',
  /** The inbox was archived or deleted meanwhile. */
  'inbox-changed',
  /** Our own failure. */
  'unexpected',
] as const;
export type OAuthOutcome = (typeof oauthOutcomes)[number];

const timestamp = z.iso.datetime();

/**
 * A sign-in that ended, for the person who began it, an hour long. `expected` and `account` are
 * addresses: the inbox's, and whom the person signed in as. `missing` are the scopes that were not
 * granted. `acceptable`: the inbox can take the address of `mailbox` by accepting this result.
 */
export const oauthResult = z.object({
  id: z.string(),
  outcome: z.enum(oauthOutcomes),
  provider: z.enum(oauthProviders),
  expected: z.string(),
  account: z.string().nullable(),
  /** The address of the mailbox that was proven to open. */
  mailbox: z.string().nullable(),
  missing: z.array(z.string()),
  /** With `admin-approval-needed`: where an administrator grants it. */
  adminConsentUrl: z.url().nullable(),
  acceptable: z.boolean(),
  /** In words that help whoever runs the deployment or the provider's support: an error code, never a text of theirs. */
  reason: z.string().nullable(),
  at: timestamp,
});
export type OAuthResult = z.infer<typeof oauthResult>;

/**
 * Why a browser that came back from a provider could not be led to an inbox; told by the page
 * `/sign-in-ended?reason=`. `admin-consent` is the end of an administrator's errand, the others are not
 * known to us, not this person's, or our own failure.
 */
export const oauthDeadEnds = [
  'flow-unknown',
  'flow-foreign',
  'admin-consent',
  'unexpected',
] as const;
export type OAuthDeadEnd = (typeof oauthDeadEnds)[number];

/**
 * What a deployment can sign in at. `trouble` is the operator's to mend: the provider refuses our own
 * client; inboxes are left as they are meanwhile.
 */
export const oauthProviderStates = z.object({
  providers: z.array(
    z.object({
      provider: z.enum(oauthProviders),
      configured: z.boolean(),
      trouble: z.object({ reason: z.string(), since: timestamp }).nullable(),
    }),
  ),
});
export type OAuthProviderStates = z.infer<typeof oauthProviderStates>;
export type OAuthProviderState = OAuthProviderStates['providers'][number];

/**
 * What became of the permission at the provider when our tokens were destroyed: `revoked` there too;
 * `still-used` by another inbox, so it was left; `failed`, so that it has to be taken away there;
 * `not-offered` by the provider, so the same. `manageUrl` is where.
 */
export const revocation = z.object({
  outcome: z.enum(['revoked', 'still-used', 'failed', 'not-offered']),
  manageUrl: z.url(),
});
export type Revocation = z.infer<typeof revocation>;

/** What a check of an inbox's grant does, in this order. */
export const oauthCheckStages = ['token', 'mailbox'] as const;

/** Why a check failed. Only the first two are the inbox's trouble; the others pass, or are the operator's. */
export const oauthCheckFailures = [
  'oauth_refresh_failed',
  'mailbox-denied',
  'provider-unavailable',
  'client-misconfigured',
] as const;
export type OAuthCheckFailure = (typeof oauthCheckFailures)[number];

/** What a check of an inbox connected by OAuth found: a fresh token, and that it opens the mailbox. */
export const oauthCheck = z.object({
  ok: z.boolean(),
  provider: z.enum(oauthProviders),
  stages: z.array(
    z.object({
      stage: z.enum(oauthCheckStages),
      status: z.enum(['passed', 'failed', 'skipped']),
      ms: z.number(),
    }),
  ),
  /** `detail` is an error code of the provider or our own, for whoever supports the admin. */
  failure: z.object({ code: z.enum(oauthCheckFailures), detail: z.string().nullable() }).nullable(),
  ms: z.number(),
});
export type OAuthCheck = z.infer<typeof oauthCheck>;
