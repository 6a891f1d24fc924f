import type { AccessToken } from '../../../../contract/inbox-service.ts';
import type { OAuthCheck, OAuthProvider } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { ProblemError } from '../../../http/problem.ts';
import { made } from '../../audit/changes.ts';
import { readAccount } from '../../inboxes/oauth-account.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import { afterCheckByHand } from '../../inboxes/trouble.ts';
import type { Who } from '../../tenants/session.ts';
import { clearOutages, noteOutage } from '../outages.ts';
import { recordFound } from '../record-found.ts';
import { providerNameOf } from './begin.ts';
import { proofFailures, prove } from './prove.ts';

type Token = Extract<AccessToken, { ok: true }>;
type Failure = NonNullable<OAuthCheck['failure']>;

// What an inbox has none of can't be checked; all else is what the check has found.
const tokenFailure = (token: Exclude<AccessToken, Token>): Failure => {
  switch (token.reason) {
    case 'oauth_refresh_failed':
    case 'provider-unavailable':
    case 'client-misconfigured':
      return { code: token.reason, detail: token.detail };
    default:
      throw new ProblemError(token.reason);
  }
};

const proofFailure = async (deps: Deps, token: Token): Promise<Failure | null> => {
  const { provider, accessToken, emailAddress: mailbox, shared: isShared } = token;
  const proof = await prove(deps, { provider, accessToken, mailbox, isShared });
  return proof.ok ? null : { code: proofFailures[proof.kind], detail: proof.reason };
};

const timed = async <Result>(deps: Deps, run: () => Promise<Result>) => {
  const began = deps.now().getTime();
  const result = await run();
  return { result, ms: deps.now().getTime() - began };
};

const resultOf = (
  provider: OAuthProvider,
  ms: { token: number; mailbox: number },
  { failedAt, failure }: { failedAt: 'token' | 'mailbox' | null; failure: Failure | null },
): OAuthCheck => {
  const mailbox = failedAt === 'mailbox' ? 'failed' : 'passed';
  return {
    ok: failure === null,
    provider,
    stages: [
      { stage: 'token', status: failedAt === 'token' ? 'failed' : 'passed', ms: ms.token },
      { stage: 'mailbox', status: failedAt === 'token' ? 'skipped' : mailbox, ms: ms.mailbox },
    ],
    failure,
    ms: ms.token + ms.mailbox,
  };
};

const run = async (deps: Deps, row: InboxRow): Promise<[OAuthCheck, Token | null]> => {
  const provider = providerNameOf(row);
  const asked = await timed(deps, () => deps.tokens(row.id, 'check'));
  const token = asked.result;
  if (!token.ok) {
    const failure = tokenFailure(token);
    return [
      resultOf(provider, { token: asked.ms, mailbox: 0 }, { failedAt: 'token', failure }),
      null,
    ];
  }
  const proven = await timed(deps, () => proofFailure(deps, token));
  const failure = proven.result;
  const failedAt = failure === null ? null : 'mailbox';
  return [
    resultOf(provider, { token: asked.ms, mailbox: proven.ms }, { failedAt, failure }),
    token,
  ];
};

const changeAfter = (
  row: InboxRow,
  { ok, failure, provider }: OAuthCheck,
  began: Date,
  now: Date,
): Partial<InboxRow> => {
  // The provider has said no since: the newer word counts.
  if (row.lastErrorAt !== null && row.lastErrorAt > began) return { lastCheckedAt: now };
  if (ok) return afterCheckByHand(row, { kind: 'passed' }, now);
  if (failure?.code === 'oauth_refresh_failed') return { lastCheckedAt: now };
  // Nothing was found out about the inbox.
  if (failure?.code !== 'mailbox-denied') return {};
  return afterCheckByHand(row, { kind: 'refused', code: failure.code, at: provider }, now);
};

const noteAnswer = async (deps: Deps, { provider, ok, failure }: OAuthCheck): Promise<void> => {
  if (failure?.code === 'provider-unavailable') await noteOutage(deps, provider);
  else if (ok || failure?.code !== 'client-misconfigured') await clearOutages(deps, [provider]);
};

/**
 * Checks an inbox's grant now: whether its provider still gives a token, and whether that opens the
 * mailbox. Throws `not-connected`, `credentials-unreadable` and `inbox-archived`.
 */
export const checkGrant = async (deps: Deps, who: Who, row: InboxRow): Promise<OAuthCheck> => {
  const began = deps.now();
  const [check, token] = await run(deps, row);
  await noteAnswer(deps, check);
  const changes = made({
    account: readAccount(row)?.account,
    result: check.failure?.code ?? 'passed',
  });
  await recordFound(deps, who, row.id, {
    // Of a token that was refused the keeper has said so already.
    credentialsVersion: token?.version ?? row.credentialsVersion,
    change: (current) => changeAfter(current, check, began, deps.now()),
    changes,
  });
  return check;
};
