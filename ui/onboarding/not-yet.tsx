import type { Inbox } from '../../contract/inbox.ts';
import type { Asked } from '../oauth/asked.ts';
import { outcomeWords } from '../oauth/outcomes.ts';
import { providerOf } from '../oauth/provider-names.ts';
import type { SignInResult } from '../oauth/result.ts';
import { isTelling } from '../oauth/result-notice.tsx';
import { ButtonLink } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Standing } from './model.ts';
import { SignInCard } from './sign-in-card.tsx';

type Props = {
  org: string;
  inbox: Inbox;
  standing: Exclude<Standing, 'connected'>;
  signIn: SignInResult;
  asked: Asked;
  list: string;
};

const resultIn = ({ state }: SignInResult, inbox: Inbox) =>
  state.kind === 'shown' && isTelling(state, inbox) ? state.result : null;

/** What is left to do until the inbox is connected. */
export const NotYet = ({ org, inbox, standing, signIn, asked, list }: Props) => {
  const own = `${list}/${inbox.id}`;
  const result = resultIn(signIn, inbox);
  const isAgain = result !== null && outcomeWords(result).retry !== null;
  const provider = providerOf(inbox);
  // Where the notice offers to try again, only a mailbox that may have been a wrong one is asked for.
  const asks = standing === 'to-sign-in' && (!isAgain || provider === 'microsoft');
  return (
    <>
      {inbox.lastError && !result && <Notice tone="bad">{inbox.lastError.message}</Notice>}
      {asks && provider && (
        <SignInCard
          org={org}
          inbox={inbox}
          provider={provider}
          asked={asked}
          look={isAgain ? 'secondary' : 'primary'}
        />
      )}
      {standing === 'to-fill-in' && (
        <section class="card onboarding-card">
          <p>The inbox is added. Its servers and password are still missing.</p>
          <div class="onboarding-links">
            <ButtonLink look="primary" href={`${own}/connection`}>
              Finish connecting
            </ButtonLink>
          </div>
        </section>
      )}
      <div class="onboarding-links">
        <ButtonLink href={own}>Open the inbox</ButtonLink>
        <ButtonLink look="quiet" href={list}>
          See all inboxes
        </ButtonLink>
      </div>
    </>
  );
};
