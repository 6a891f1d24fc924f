import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthResult } from '../../contract/oauth.ts';

/** Whether an inbox is no longer as a sign-in left it: what that ended with would only mislead. */
export const isOvertaken = (
  { outcome, at }: Pick<OAuthResult, 'outcome' | 'at'>,
  { status, connectedAt }: Pick<Inbox, 'status' | 'connectedAt'>,
): boolean =>
  outcome === 'connected'
    ? status !== 'connected'
    : connectedAt !== null && Date.parse(connectedAt) > Date.parse(at);
