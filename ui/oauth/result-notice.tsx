import type { Inbox } from '../../contract/inbox.ts';
import type { ReturnTarget } from '../../contract/oauth.ts';
import { Button } from '../parts/button.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { OutcomeNotice } from './outcome-notice.tsx';
import { isOvertaken } from './overtaken.ts';
import type { ResultState, SignInResult } from './result.ts';

/** Whether there is something to tell of a sign-in that is true still. */
export const isTelling = (state: ResultState, inbox: Inbox): boolean =>
  state.kind === 'shown' ? !isOvertaken(state.result, inbox) : state.kind !== 'none';

type Props = {
  org: string;
  inbox: Inbox;
  signIn: SignInResult;
  returnTo: ReturnTarget;
  onInbox: (inbox: Inbox) => void;
  sharedMailbox?: string | undefined;
  mayBegin?: () => boolean;
};

/** How the sign-in ended that the page's address names, as far as it is known. */
export const ResultNotice = ({ signIn, ...props }: Props) => {
  const { state, retry, dismiss } = signIn;
  if (!isTelling(state, props.inbox)) return null;
  switch (state.kind) {
    case 'shown':
      return <OutcomeNotice {...props} result={state.result} onDismiss={dismiss} />;
    case 'missing':
      return (
        <Notice
          tone="info"
          title="How this sign-in ended is no longer known."
          action={<Button onClick={dismiss}>Dismiss</Button>}
        >
          It is kept for an hour, for whoever began it. Below is how the inbox is now.
        </Notice>
      );
    case 'failed':
      return <ProblemNotice error={state.error} action={<Button onClick={retry}>Retry</Button>} />;
    default:
      return null;
  }
};
