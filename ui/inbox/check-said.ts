import type { CheckResult } from '../../contract/check.ts';
import type { TestResult } from '../../contract/connection-test.ts';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthCheck } from '../../contract/oauth.ts';
import { protocolNames } from '../messages.ts';
import { checkFailureWords } from '../oauth/check-words.ts';
import { shortErrors } from '../short-errors.ts';

export type Said = { tone: 'good' | 'bad' | 'warn'; title: string; rest: string };

const WORKS: Said = { tone: 'good', title: 'The connection works.', rest: '' };

const grantSaid = ({ provider, failure }: OAuthCheck): Said => {
  if (failure === null) return WORKS;
  const { message, hint } = checkFailureWords(provider, failure.code);
  const isOwn = failure.code === 'oauth_refresh_failed' || failure.code === 'mailbox-denied';
  return { tone: isOwn ? 'bad' : 'warn', title: message, rest: hint };
};

const serversSaid = (result: TestResult): Said => {
  if (result.ok) return WORKS;
  const found = (['imap', 'smtp'] as const).flatMap((protocol) => {
    const code = result[protocol]?.failure?.code;
    return code ? [`${protocolNames[protocol]}: ${shortErrors[code]}.`] : [];
  });
  return { tone: 'bad', title: 'The check failed.', rest: found.join(' ') };
};

// Asked here, so that the page need not load the contract's schemas.
const isOfGrant = (result: CheckResult): result is OAuthCheck => 'provider' in result;

/** What a check has found, in words. */
export const checkSaid = (result: CheckResult): Said =>
  isOfGrant(result) ? grantSaid(result) : serversSaid(result);

/** Why an inbox can't be checked now; `null` for one that can. */
export const whyNotChecked = ({
  actions,
  archivedAt,
  lastError,
}: Pick<Inbox, 'actions' | 'archivedAt' | 'lastError'>): string | null => {
  if (archivedAt !== null) return 'Archived inboxes are not checked.';
  if (lastError?.code === 'credentials-unreadable') return 'There is nothing readable to check.';
  return actions.includes('check') ? null : 'There is nothing to check before it is connected.';
};
