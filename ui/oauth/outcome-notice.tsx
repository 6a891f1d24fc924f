import { useEffect, useRef } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthResult, ReturnTarget } from '../../contract/oauth.ts';
import { focusFirstError } from '../forms/focus.ts';
import { Button, ButtonLink } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { toast } from '../parts/toast.tsx';
import { inboxesPath } from '../session/model.ts';
import { AcceptButton } from './accept-button.tsx';
import { refusalWords, useAcceptance } from './acceptance.ts';
import { AdminConsent } from './admin-consent.tsx';
import { keepAsked, mailboxToAsk, readAsked } from './asked-mailbox.ts';
import { ConnectButton } from './connect-button.tsx';
import { acceptanceOf, outcomeWords, supportCode } from './outcomes.ts';
import { permissionsOf } from './scopes.ts';
import { sharedMailboxOf } from './shared-mailbox.ts';

type Props = {
  org: string;
  inbox: Inbox;
  result: OAuthResult;
  returnTo: ReturnTarget;
  /** The inbox as it is once the result was accepted. */
  onInbox: (inbox: Inbox) => void;
  onDismiss: () => void;
  /** Which mailbox to ask for next time, where the page knows better than the last sign-in. */
  sharedMailbox?: string | undefined;
  /** Asked before signing in again begins. */
  mayBegin?: (() => boolean) | undefined;
};

const Missing = ({ result }: Pick<Props, 'result'>) => (
  <>
    <ul class="outcome-list">
      {permissionsOf(result.provider, result.missing).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
    <p>Connect again and leave every box ticked.</p>
  </>
);

const Refusal = ({ error }: { error: unknown }) => {
  const { title, advice, requestId } = refusalWords(error);
  return (
    <p role="alert" tabIndex={-1} data-error-focus class="focus-target outcome-refusal">
      <strong>{title}</strong> <bdi>{advice}</bdi>
      {requestId && <span class="request-id"> Request {requestId}</span>}
    </p>
  );
};

const askedOf = ({ org, inbox, result }: Props) => {
  const asked = sharedMailboxOf(mailboxToAsk(inbox, readAsked(org, inbox.id), result));
  return asked.ok ? asked.address : undefined;
};

const Steps = (
  props: Props & { onAccept: () => void; acceptance: ReturnType<typeof useAcceptance> },
) => {
  const { org, inbox, result, returnTo, onDismiss, acceptance, onAccept } = props;
  const { retry } = outcomeWords(result);
  const hasOther = acceptanceOf(result) !== null || result.adminConsentUrl !== null;
  const isOtherMailbox = result.outcome === 'wrong-account' && !result.acceptable;
  return (
    <div class="outcome-steps">
      <AcceptButton result={result} acceptance={acceptance} onAccept={onAccept} />
      {retry !== null && inbox.actions.includes('connect') && (
        <ConnectButton
          org={org}
          inbox={inbox}
          returnTo={returnTo}
          sharedMailbox={'sharedMailbox' in props ? props.sharedMailbox : askedOf(props)}
          label={retry}
          {...(props.mayBegin && { mayBegin: props.mayBegin })}
          look={hasOther ? 'secondary' : 'primary'}
        />
      )}
      {isOtherMailbox && (
        <ButtonLink href={`${inboxesPath(org)}/new`}>Use another inbox</ButtonLink>
      )}
      <Button look={retry === null ? 'secondary' : 'quiet'} onClick={onDismiss}>
        Dismiss
      </Button>
    </div>
  );
};

/** How a sign-in ended and what to do next, where a person who comes back from it looks first. */
export const OutcomeNotice = (props: Props) => {
  const { org, inbox, result, onInbox, onDismiss } = props;
  const root = useRef<HTMLDivElement>(null);
  const acceptance = useAcceptance(org, inbox.id, result);
  const state = acceptance.state.value;
  const { tone, title, advice } = outcomeWords(result);
  const isGood = result.outcome === 'connected';
  const code = supportCode(result);
  useEffect(() => {
    root.current?.focus();
    if (isGood) keepAsked(org, inbox.id, null);
  }, [result.id]);
  const accept = async () => {
    const { isDone, inbox: newest } = await acceptance.accept();
    if (newest) onInbox(newest);
    if (!isDone && newest?.status === 'connected') {
      toast('This inbox was connected otherwise meanwhile. Nothing was changed.', { tone: 'bad' });
    }
    if (!isDone) return focusFirstError(root.current);
    keepAsked(org, inbox.id, null);
    toast('The inbox is connected.');
    onDismiss();
  };
  return (
    <div
      ref={root}
      role={isGood ? 'status' : 'alert'}
      tabIndex={-1}
      class="focus-target outcome"
      data-outcome={result.outcome}
    >
      <Notice
        tone={tone}
        title={title}
        action={isGood && <Button onClick={onDismiss}>Dismiss</Button>}
      >
        <p>{advice}</p>
        {result.missing.length > 0 && <Missing result={result} />}
        {result.adminConsentUrl && <AdminConsent url={result.adminConsentUrl} />}
        {state.kind === 'refused' && <Refusal error={state.error} />}
        {!isGood && <Steps {...props} acceptance={acceptance} onAccept={() => void accept()} />}
        {code && (
          <p class="outcome-reason">
            For support: <code>{code}</code>
          </p>
        )}
      </Notice>
    </div>
  );
};
