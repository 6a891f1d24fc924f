import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Deployment } from '../../contract/tenancy.ts';
import * as api from '../api.ts';
import { focusFirstError } from '../forms/focus.ts';
import { formState, mend, submit } from '../forms/simple-form.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Mark } from '../parts/icons.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { homeOf, safeNext } from '../session/model.ts';
import { loadSession, session } from '../session/session.ts';
import { BareShell } from '../shell/shell.tsx';
import { parseCredentials, parseLinkRequest } from './model.ts';

const closed: Deployment = { setupOpen: false, magicLink: false };

export default function SignInPage() {
  useTitle('Sign in');
  const { query, route } = useLocation();
  const values = useSignal({ email: '', password: '' });
  const linkSent = useSignal(false);
  const deployment = useSignal(closed);
  const state = useMemo(formState, []);
  const form = useRef<HTMLFormElement>(null);
  const { kind } = session.value;

  useEffect(() => {
    void api.fetchDeployment().then(
      (known) => {
        deployment.value = known;
      },
      () => {},
    );
    form.current?.querySelector('input')?.focus();
  }, []);
  useEffect(() => {
    if (session.value.kind !== 'signed-in') return;
    route(safeNext(query.next) ?? homeOf(session.value.me), true);
  }, [kind]);

  const type = (field: 'email' | 'password') => (text: string) => {
    values.value = { ...values.value, [field]: text };
    state.value = mend(state.value, field);
  };
  const signIn = async () => {
    linkSent.value = false;
    const done = await submit(state, parseCredentials(values.value), api.signIn);
    if (done) await loadSession();
    else focusFirstError(form.current);
  };
  const mailLink = async () => {
    const { email } = values.value;
    linkSent.value = await submit(state, parseLinkRequest(email), (to) =>
      api.sendMagicLink(to.email),
    );
    if (!linkSent.value) focusFirstError(form.current);
  };

  const { errors } = state.value;
  const isSending = state.value.kind === 'sending';
  return (
    <BareShell>
      <form
        class="entry"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <Mark />
        <PageHeading title="Sign in to Letterbox" />
        {query.error !== undefined && (
          <Notice tone="warn" title="That link no longer works.">
            It was used already or is too old. Ask for a new one, or sign in with your password.
          </Notice>
        )}
        {state.value.kind === 'failed' && <ProblemNotice error={state.value.error} />}
        <div role="status">
          {linkSent.value && (
            <Notice tone="good" title="Check your mailbox.">
              If there is an account for this address, a link is on its way.
            </Notice>
          )}
        </div>
        <TextField
          label="Email address"
          name="email"
          type="email"
          inputMode="email"
          autocomplete="username"
          value={values.value.email}
          error={errors.email}
          onText={type('email')}
        />
        <PasswordField
          label="Password"
          name="password"
          autocomplete="current-password"
          value={values.value.password}
          error={errors.password}
          onText={type('password')}
        />
        <div class="entry-buttons">
          <Button look="primary" type="submit" busy={isSending}>
            Sign in
          </Button>
          {deployment.value.magicLink && (
            <Button busy={isSending} onClick={() => void mailLink()}>
              Email me a link
            </Button>
          )}
        </div>
        {deployment.value.setupOpen && (
          <p class="entry-foot">
            First time here? <a href="/setup">Set up this deployment</a>
          </p>
        )}
      </form>
    </BareShell>
  );
}
