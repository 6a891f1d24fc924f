import type { OAuthOutcome, OAuthProvider } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { isIssuer } from '../../../platform/oauth/providers.ts';
import type { Visitor } from '../../tenants/session.ts';
import { authorize } from './authorize.ts';
import type { Callback } from './callback.ts';
import { connectSignedIn } from './connect-signed-in.ts';
import { outcomeOf, reasonOf } from './refusal.ts';
import type { Ending } from './result.ts';
import { type Transaction, takeTransaction } from './transaction.ts';

type CameBack = {
  transaction: Transaction;
  /** By the path that the browser came back to. */
  provider: OAuthProvider;
  visitor: Visitor;
  callback: Callback;
};

const endedBefore = (deps: Deps, { transaction, visitor }: CameBack): OAuthOutcome | null => {
  if (transaction.session !== visitor.session) return 'flow-foreign';
  if (transaction.usedAt !== null) return 'flow-used';
  return transaction.expiresAt <= deps.now() ? 'flow-expired' : null;
};

/** Finishes a sign-in that came back: once, in the session that began it, from the provider it began at. */
export const finishSignIn = async (deps: Deps, cameBack: CameBack): Promise<Ending> => {
  const { transaction, provider, visitor, callback } = cameBack;
  const refusal = endedBefore(deps, cameBack);
  if (refusal !== null) return { outcome: refusal };
  const secrets = await takeTransaction(deps, transaction);
  if (secrets === null) return { outcome: 'flow-used' };
  // Mixed up (RFC 9207 §2.4): neither the code nor the error is from whom we asked.
  if (transaction.provider !== provider) return { outcome: 'answer-untrusted', reason: 'path' };
  const oauth = deps.oauth(provider);
  if (oauth === null) return { outcome: 'client-misconfigured', reason: 'not-configured' };
  const { issuer, error, code } = callback;
  if (issuer !== null && !isIssuer(oauth.provider, issuer)) {
    return { outcome: 'answer-untrusted', reason: 'iss' };
  }
  if (error !== null) return { outcome: outcomeOf(provider, error), reason: reasonOf(error) };
  if (code === null) return { outcome: 'provider-refused', reason: 'no-code' };
  const { sharedMailbox } = transaction;
  const authorized = await authorize(deps, oauth, { ...secrets, code, sharedMailbox });
  if (!authorized.ok) {
    const { ok: _, ...ending } = authorized;
    return ending;
  }
  return connectSignedIn(deps, transaction, visitor, authorized.signedIn);
};
