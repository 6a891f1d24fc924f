import type { ComponentChildren, RefObject } from 'preact';
import { focusFirstError } from '../forms/focus.ts';
import { OutageBanner } from '../health/outage-banner.tsx';
import { partOf } from '../health/outage-words.ts';
import { saysFailure } from '../oauth/grant-check.ts';
import { OperatorBanner } from '../oauth/operator-banner.tsx';
import { ResultNotice } from '../oauth/result-notice.tsx';
import type { OpenInbox } from './open-inbox.ts';
import type { Tab } from './tabs.ts';
import type { InboxSignIn } from './use-sign-in.ts';

type Props = {
  org: string;
  open: OpenInbox;
  tab: Tab;
  root: RefObject<HTMLElement | null>;
  signIn: InboxSignIn;
  /** Why the inbox does not work; left out where something else here says so. */
  children: ComponentChildren;
};

// What came of the sign-in then says the same itself.
const isOperatorsTrouble = ({ result: { state } }: InboxSignIn) =>
  state.kind === 'shown' && state.result.outcome === 'client-misconfigured';

/** What there is to tell of an inbox before its tabs, each thing once. */
export const Standing = ({ org, open, tab, root, signIn, children }: Props) => {
  const inbox = open.inbox.value;
  const { provider, isTold, result } = signIn;
  const mailbox = open.asked.read();
  const mayBegin = () => {
    const may = open.asked.mayBegin();
    if (!may) focusFirstError(root.current);
    return may;
  };
  const isCheckTold = tab === 'connection' && saysFailure(open.grant.state.value);
  const hasBanner = provider !== null && !(isTold && isOperatorsTrouble(signIn));
  return (
    <>
      {hasBanner && <OperatorBanner org={org} providers={[provider]} />}
      {inbox.archivedAt === null && (
        <OutageBanner org={org} concerns={[partOf(inbox.connectionType)]} besideOperatorBanner />
      )}
      {isTold && (
        <ResultNotice
          org={org}
          inbox={inbox}
          signIn={result}
          returnTo="inbox"
          sharedMailbox={mailbox.ok ? mailbox.address : undefined}
          mayBegin={mayBegin}
          onInbox={open.take}
        />
      )}
      {(inbox.archivedAt !== null || !(isTold || isCheckTold)) && children}
    </>
  );
};
