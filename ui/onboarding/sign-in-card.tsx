import { useRef } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { focusFirstError } from '../forms/focus.ts';
import { SignInCourse } from '../new-inbox/sign-in-course.tsx';
import type { Asked } from '../oauth/asked.ts';
import { ConnectButton } from '../oauth/connect-button.tsx';
import { providerName } from '../oauth/provider-names.ts';
import { SharedMailboxField } from '../oauth/shared-mailbox-field.tsx';

type Props = {
  org: string;
  inbox: Inbox;
  provider: OAuthProvider;
  asked: Asked;
  look: 'primary' | 'secondary';
};

/** Begins the sign-in of an inbox that is there already. */
export const SignInCard = ({ org, inbox, provider, asked, look }: Props) => {
  const root = useRef<HTMLElement>(null);
  const { value, isTried } = asked.state.value;
  const mailbox = asked.read();
  const mayBegin = () => {
    const may = asked.mayBegin();
    if (!may) focusFirstError(root.current);
    return may;
  };
  return (
    <section class="card onboarding-card" ref={root}>
      <h2 class="card-title">Sign in with {providerName(provider)}</h2>
      {provider === 'microsoft' && (
        <SharedMailboxField
          value={value}
          error={isTried && !mailbox.ok ? mailbox.error : undefined}
          onChange={asked.change}
        />
      )}
      <SignInCourse provider={provider} address={inbox.emailAddress} isShared={value.isShared} />
      <ConnectButton
        org={org}
        inbox={inbox}
        returnTo="onboarding"
        sharedMailbox={mailbox.ok ? mailbox.address : undefined}
        look={look}
        mayBegin={mayBegin}
      />
    </section>
  );
};
