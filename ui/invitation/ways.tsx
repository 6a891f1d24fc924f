import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { type InvitationView, invitationAcceptance } from '../../contract/tenancy.ts';
import * as api from '../api.ts';
import { focusFirstError } from '../forms/focus.ts';
import { parseForm } from '../forms/parse.ts';
import { formState, mend, submit } from '../forms/simple-form.ts';
import { Button, ButtonLink } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { signInPath } from '../session/model.ts';
import { leave } from '../shell/account-menu.tsx';

type Props = {
  secret: string;
  invitation: InvitationView;
  onJoined: (slug: string) => Promise<void>;
};

export const MakeAccountForm = ({ secret, invitation, onJoined }: Props) => {
  const values = useSignal({ name: '', password: '' });
  const state = useMemo(formState, []);
  const form = useRef<HTMLFormElement>(null);
  const type = (field: 'name' | 'password') => (text: string) => {
    values.value = { ...values.value, [field]: text };
    state.value = mend(state.value, field);
  };
  const send = async () => {
    const parsed = parseForm(invitationAcceptance, values.value);
    const done = await submit(state, parsed, async (acceptance) =>
      onJoined((await api.acceptInvitation(secret, acceptance)).slug),
    );
    if (!done) focusFirstError(form.current);
  };
  const { errors } = state.value;
  return (
    <form
      ref={form}
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {state.value.kind === 'failed' && <ProblemNotice error={state.value.error} />}
      <TextField
        label="Email address"
        name="email"
        autocomplete="username"
        readOnly
        value={invitation.email}
      />
      <TextField
        label="Your name"
        name="name"
        autocomplete="name"
        value={values.value.name}
        error={errors.name}
        onText={type('name')}
      />
      <PasswordField
        label="Password"
        name="password"
        hint="At least 12 characters."
        value={values.value.password}
        error={errors.password}
        onText={type('password')}
      />
      <div class="entry-buttons">
        <Button look="primary" type="submit" busy={state.value.kind === 'sending'}>
          Join
        </Button>
      </div>
    </form>
  );
};

export const JoinForm = ({ secret, onJoined }: Props) => {
  const state = useMemo(formState, []);
  const join = () =>
    submit(state, { ok: true, value: secret }, async () =>
      onJoined((await api.acceptInvitation(secret)).slug),
    );
  return (
    <div class="stack">
      {state.value.kind === 'failed' && <ProblemNotice error={state.value.error} />}
      <div class="entry-buttons">
        <Button look="primary" busy={state.value.kind === 'sending'} onClick={() => void join()}>
          Join
        </Button>
      </div>
    </div>
  );
};

export const SignInFirst = ({ secret }: Props) => (
  <div class="stack">
    <p class="entry-lead">There is an account for this address. Sign in with it to join.</p>
    <ButtonLink look="primary" href={signInPath(`/invitation/${encodeURIComponent(secret)}`)}>
      Sign in
    </ButtonLink>
  </div>
);

export const WrongAccount = ({ invitation }: Props) => (
  <div class="stack">
    <Notice tone="warn" title="You are signed in with another account.">
      Sign out, then open the invitation as {invitation.email}.
    </Notice>
    <div class="entry-buttons">
      <Button onClick={() => void leave()}>Sign out</Button>
    </div>
  </div>
);
