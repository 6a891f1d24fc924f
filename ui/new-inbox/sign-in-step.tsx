import type { OAuthProvider } from '../../contract/oauth.ts';
import { ProviderButton } from '../oauth/provider-button.tsx';
import { mailName, providerName } from '../oauth/provider-names.ts';
import { SharedMailboxField } from '../oauth/shared-mailbox-field.tsx';
import { ButtonLink } from '../parts/button.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { isMaking, share } from './model.ts';
import { NameCard } from './name-card.tsx';
import { SaveAlone } from './save-alone.tsx';
import { SignInCourse } from './sign-in-course.tsx';
import type { NewInbox } from './wizard.ts';

type Props = {
  org: string;
  provider: OAuthProvider;
  wizard: NewInbox;
  cancelPath: string;
  onSignIn: () => void;
  onSaveAlone: () => void;
};

/** The last question of an inbox that a provider connects: its name, then off to the sign-in. */
export const SignInStep = (props: Props) => {
  const { org, provider, wizard, cancelPath, onSignIn, onSaveAlone } = props;
  const state = wizard.state.value;
  const { draft, errors } = state;
  return (
    <form
      class="step-open sign-in-step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSignIn();
      }}
    >
      <h2 class="visually-hidden" tabIndex={-1} data-step-focus>
        Name and sign-in
      </h2>
      <NameCard wizard={wizard} />
      <section class="card">
        <h2 class="card-title">Sign in with {providerName(provider)}</h2>
        {provider === 'microsoft' && (
          <SharedMailboxField
            value={draft.shared}
            error={errors.sharedMailbox}
            onChange={(shared) => wizard.change((asked) => share(asked, shared))}
          />
        )}
        <SignInCourse
          provider={provider}
          address={draft.emailAddress}
          isShared={provider === 'microsoft' && draft.shared.isShared}
        />
      </section>
      {state.kind === 'refused' && <ProblemNotice error={state.error} />}
      <div class="form-foot">
        <ProviderButton org={org} provider={provider} type="submit" isGoing={isMaking(state)} />
        <ButtonLink look="quiet" href={cancelPath}>
          Cancel
        </ButtonLink>
      </div>
      <SaveAlone busy={isMaking(state)} onSave={onSaveAlone}>
        Can’t sign in to {mailName(provider)} now?
      </SaveAlone>
    </form>
  );
};
