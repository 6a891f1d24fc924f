import { useEffect, useMemo } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthProvider, ReturnTarget } from '../../contract/oauth.ts';
import { Button } from '../parts/button.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { onComeBack, signInBeginner } from './begin.ts';
import { ProviderButton } from './provider-button.tsx';
import { providerOf } from './provider-names.ts';

type Props = {
  org: string;
  inbox: Pick<Inbox, 'id' | 'connectionType'>;
  returnTo: ReturnTarget;
  sharedMailbox: string | undefined;
  label?: string;
  look?: 'primary' | 'secondary';
  /** Asked when it is pressed; nothing begins unless it says so. */
  mayBegin?: () => boolean;
};

const Connect = (props: Props & { provider: OAuthProvider }) => {
  const { org, inbox, returnTo, sharedMailbox, mayBegin, provider, label, look } = props;
  const beginner = useMemo(() => signInBeginner(org, inbox.id), [org, inbox.id]);
  useEffect(() => onComeBack(beginner.reset), [beginner]);
  const state = beginner.state.value;
  const begin = () => {
    if (mayBegin?.() === false) return;
    void beginner.begin({ returnTo, ...(sharedMailbox !== undefined && { sharedMailbox }) });
  };
  return (
    <div class="connect">
      <ProviderButton
        org={org}
        provider={provider}
        isGoing={state.kind === 'going'}
        onPress={begin}
        {...(label !== undefined && { label })}
        {...(look !== undefined && { look })}
      />
      {state.kind === 'failed' && (
        <ProblemNotice error={state.error} action={<Button onClick={begin}>Try again</Button>} />
      )}
    </div>
  );
};

/** Leads an inbox to its provider's sign-in. Nothing for an inbox with mail servers. */
export const ConnectButton = (props: Props) => {
  const provider = providerOf(props.inbox);
  return provider && <Connect {...props} provider={provider} />;
};
