import { useRef } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { focusFirstError } from '../forms/focus.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import type { Asked } from './asked.ts';
import { BeforeConnecting } from './before-connecting.tsx';
import { CheckResult } from './check-result.tsx';
import { ConnectButton } from './connect-button.tsx';
import type { GrantCheck } from './grant-check.ts';
import { GrantFacts } from './grant-facts.tsx';
import { mailName, providerName } from './provider-names.ts';
import { SharedMailboxField } from './shared-mailbox-field.tsx';

type Props = {
  org: string;
  inbox: Inbox;
  provider: OAuthProvider;
  check: GrantCheck;
  asked: Asked;
  /** Something else on the page is the thing to do. */
  isSecondary: boolean;
  onCheck: () => void;
};

const grantOf = ({ connection }: Inbox) =>
  connection !== null && 'provider' in connection ? connection : null;

const announcement = (state: GrantCheck) => {
  if (state.kind === 'checking') return 'Checking the connection.';
  return state.kind === 'done' && state.check.ok ? 'The connection works.' : '';
};

const CheckBar = ({
  check,
  onCheck,
  canCheck,
}: Pick<Props, 'check' | 'onCheck'> & { canCheck: boolean }) => (
  <>
    {canCheck && (
      <Button busy={check.kind === 'checking'} onClick={onCheck}>
        {check.kind === 'checking' ? 'Checking…' : 'Check now'}
      </Button>
    )}
    {check.kind === 'done' && (
      <span class={`test-state test-state-${check.check.ok ? 'good' : 'bad'}`}>
        {check.check.ok ? 'The connection works.' : 'The check failed.'}
      </span>
    )}
    <p class="visually-hidden" aria-live="polite">
      {announcement(check)}
    </p>
  </>
);

/** How an inbox is connected by its provider, checking that, and signing in anew. */
export const OAuthConnectionTab = (props: Props) => {
  const { org, inbox, provider, check, asked, isSecondary, onCheck } = props;
  const grant = grantOf(inbox);
  const name = providerName(provider);
  const isWell = inbox.status === 'connected';
  const isUnreadable = inbox.lastError?.code === 'credentials-unreadable';
  const { value, isTried } = asked.state.value;
  const mailbox = asked.read();
  const root = useRef<HTMLFieldSetElement>(null);
  const mayBegin = () => {
    const may = asked.mayBegin();
    if (!may) focusFirstError(root.current);
    return may;
  };
  return (
    <fieldset ref={root} class="step-open narrow" disabled={!inbox.actions.includes('connect')}>
      <Card title={mailName(provider)}>
        {grant === null ? (
          <BeforeConnecting inbox={inbox} provider={provider} isShared={value.isShared} />
        ) : (
          <>
            <GrantFacts inbox={inbox} connection={grant} />
            <div class="test-bar-row">
              <CheckBar
                check={check}
                onCheck={onCheck}
                canCheck={inbox.actions.includes('check') && !isUnreadable}
              />
            </div>
            <CheckResult state={check} />
          </>
        )}
        <div class={grant === null ? 'connect-part' : 'connect-part connect-part-again'}>
          {provider === 'microsoft' && (
            <SharedMailboxField
              value={value}
              onChange={asked.change}
              error={isTried && !mailbox.ok ? mailbox.error : undefined}
            />
          )}
          <ConnectButton
            org={org}
            inbox={inbox}
            returnTo="inbox"
            sharedMailbox={mailbox.ok ? mailbox.address : undefined}
            mayBegin={mayBegin}
            label={`${grant === null ? 'Connect' : 'Reconnect'} with ${name}`}
            look={isWell || isSecondary ? 'secondary' : 'primary'}
          />
        </div>
      </Card>
    </fieldset>
  );
};
