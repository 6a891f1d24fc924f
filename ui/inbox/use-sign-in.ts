import { useEffect } from 'preact/hooks';
import { providerOf } from '../oauth/provider-names.ts';
import { useSignInResult } from '../oauth/result.ts';
import { isTelling } from '../oauth/result-notice.tsx';
import type { OpenInbox } from './open-inbox.ts';

export type InboxSignIn = ReturnType<typeof useInboxSignIn>;

/** The sign-in that an inbox's page was come back to with, if it is one of a provider. */
export const useInboxSignIn = (org: string, open: OpenInbox) => {
  const inbox = open.inbox.value;
  const provider = providerOf(inbox);
  const result = useSignInResult(org, inbox.id);
  const { state } = result;
  useEffect(() => {
    if (state.kind === 'shown') open.asked.follow(open.inbox.peek(), state.result);
  }, [state]);
  return {
    provider,
    result,
    /** Whether the page tells how it ended. */
    isTold: provider !== null && isTelling(state, inbox),
  };
};
