import type { OAuthOutcome } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import type { GrantFailure } from '../../../platform/oauth/grant-failure.ts';
import { type Proof, proveMailbox, proveSharedMailbox } from '../../../platform/oauth/mailbox.ts';
import type { OAuth } from '../../../platform/oauth/oauth.ts';
import { askedScopes, missingScopes } from '../../../platform/oauth/scopes.ts';
import { outcomeOf } from './refusal.ts';
import type { SignedInGrant } from './signed-in-grant.ts';
import { noteTrouble } from './trouble.ts';

/** What a code was good for: a grant on a mailbox that has been proven to open, or why not. */
export type Authorized = { ok: true; signedIn: SignedInGrant } | NotAuthorized;

export type NotAuthorized = {
  ok: false;
  outcome: OAuthOutcome;
  reason: string;
  missing?: string[];
  account?: string | null;
};

type Asked = {
  code: string;
  codeVerifier: string;
  nonce: string;
  /** The address of a mailbox that is not the account's own. */
  sharedMailbox: string | null;
};

type Ports = Pick<Deps, 'fetch' | 'now' | 'db' | 'log'>;

const outcomes: Record<GrantFailure['kind'], OAuthOutcome> = {
  refused: 'provider-refused',
  ours: 'client-misconfigured',
  temporary: 'provider-unavailable',
};

const failed = (outcome: OAuthOutcome, reason: string): NotAuthorized => ({
  ok: false,
  outcome,
  reason,
});

// The number says more than the error that it comes under.
const grantFailed = ({ provider }: OAuth, { kind, reason }: GrantFailure): NotAuthorized => {
  const [error = ''] = reason.split(' ');
  const said = outcomeOf(provider.name, { error, description: reason });
  // Nobody is asked anything here, so nobody has cancelled.
  const isOfKind = kind === 'temporary' || said === 'provider-refused' || said === 'cancelled';
  return failed(isOfKind ? outcomes[kind] : said, reason);
};

const proofFailed = (
  { kind, reason }: Extract<Proof, { ok: false }>,
  isShared: boolean,
): NotAuthorized => {
  if (kind !== 'denied')
    return failed(kind === 'refused' ? outcomes.temporary : outcomes[kind], reason);
  return failed(isShared ? 'shared-mailbox-denied' : 'mailbox-denied', reason);
};

type Opened = { ok: true; account: string | null; mailbox: string } | NotAuthorized;

/** Proves the mailbox that is wanted; an account that has none of its own may still open a shared one. */
const open = async (
  ports: Ports,
  { provider }: OAuth,
  accessToken: string,
  sharedMailbox: string | null,
): Promise<Opened> => {
  const { fetch } = ports;
  const own = await proveMailbox(fetch, provider, accessToken);
  await noteTrouble(ports, provider.name, 'api', own);
  const account = own.ok ? own.address : null;
  if (sharedMailbox === null) {
    return own.ok ? { ok: true, account, mailbox: own.address } : proofFailed(own, false);
  }
  if (!own.ok && own.kind !== 'denied') return proofFailed(own, false);
  const shared = await proveSharedMailbox(fetch, provider, accessToken, sharedMailbox);
  if (!shared.ok) return { ...proofFailed(shared, true), account };
  return { ok: true, account, mailbox: shared.address };
};

const MS = 1000;

/**
 * Turns a code into a grant: exchanges it, verifies who signed in, looks whether every permission was
 * given, and proves that the mailbox opens. Stores nothing of it.
 */
export const authorize = async (
  ports: Ports,
  oauth: OAuth,
  { code, codeVerifier, nonce, sharedMailbox }: Asked,
): Promise<Authorized> => {
  const { provider, client, verify } = oauth;
  const isShared = sharedMailbox !== null;
  const issuedAt = ports.now().getTime();
  const granted = await client.exchange(code, codeVerifier);
  await noteTrouble(ports, provider.name, 'client', granted);
  if (!granted.ok) return grantFailed(oauth, granted);
  const { accessToken, refreshToken, expiresIn, scopes, idToken } = granted.grant;
  if (idToken === null) return failed('answer-untrusted', 'no-id-token');
  const verified = await verify(idToken, nonce);
  if (!verified.ok) {
    const isForged = verified.kind === 'forged';
    return failed(isForged ? 'answer-untrusted' : 'provider-unavailable', verified.reason);
  }
  const { subject, address } = verified.identity;
  const missing = missingScopes(provider, scopes, isShared);
  if (missing.length > 0) {
    return { ...failed('permission-missing', 'scopes'), missing, account: address };
  }
  // Without one the inbox would be disconnected within the hour.
  if (refreshToken === null) return failed('provider-refused', 'no-refresh-token');
  const opened = await open(ports, oauth, accessToken, sharedMailbox);
  if (!opened.ok) return { ...opened, account: opened.account ?? address };
  const { mailbox, account } = opened;
  const grant = { refreshToken, accessToken, issuedAt, expiresAt: issuedAt + expiresIn * MS };
  return {
    ok: true,
    signedIn: {
      ...{ grant, subject, mailbox, isShared, provider: provider.name },
      account: account ?? address ?? subject,
      scopes: scopes ?? askedScopes(provider, isShared),
    },
  };
};
