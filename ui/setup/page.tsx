import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import * as api from '../api.ts';
import { focusFirstError } from '../forms/focus.ts';
import { formState, mend, submit } from '../forms/simple-form.ts';
import { Button, ButtonLink } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Mark } from '../parts/icons.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { onboardingPath } from '../session/model.ts';
import { loadSession } from '../session/session.ts';
import { BareShell } from '../shell/shell.tsx';
import { emptySetup, parseSetup, type SetupForm, slugOf } from './model.ts';

const SetupClosed = () => (
  <BareShell>
    <div class="entry">
      <Mark />
      <PageHeading
        title="Nothing to set up"
        lead="This deployment is set up already, or has no SETUP_TOKEN configured."
      />
      <ButtonLink href="/sign-in">Sign in</ButtonLink>
    </div>
  </BareShell>
);

/** The first visit to a new deployment: makes its first workspace and owner. */
export default function SetupPage() {
  useTitle('Set up');
  const { route } = useLocation();
  const values = useSignal<SetupForm>(emptySetup);
  const state = useMemo(formState, []);
  const form = useRef<HTMLFormElement>(null);
  const isOpen = useSignal(true);
  useEffect(() => {
    void api.fetchDeployment().then(
      ({ setupOpen }) => {
        isOpen.value = setupOpen;
      },
      () => {},
    );
  }, []);

  const type = (key: keyof SetupForm, field: string) => (text: string) => {
    values.value = { ...values.value, [key]: text };
    state.value = mend(state.value, field);
  };
  const send = async () => {
    const done = await submit(state, parseSetup(values.value), async (setup) => {
      const { slug } = await api.setUp(setup);
      await loadSession();
      route(onboardingPath(slug), true);
    });
    if (!done) focusFirstError(form.current);
  };

  const { organizationName, ownerName, email, password, token } = values.value;
  const slug = slugOf(values.value);
  const { errors } = state.value;
  if (!isOpen.value) return <SetupClosed />;
  return (
    <BareShell>
      <form
        class="entry entry-wide"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Mark />
        <PageHeading
          title="Set up Letterbox"
          lead="This makes the first workspace and its owner. It works once."
        />
        {state.value.kind === 'failed' && <ProblemNotice error={state.value.error} />}
        <PasswordField
          label="Setup token"
          name="token"
          autocomplete="off"
          hint="The SETUP_TOKEN that this deployment was configured with."
          value={token}
          error={errors.token}
          onText={type('token', 'token')}
        />
        <fieldset class="entry-group">
          <legend>Organization</legend>
          <TextField
            label="Organization name"
            name="organization.name"
            autocomplete="organization"
            value={organizationName}
            error={errors['organization.name']}
            onText={type('organizationName', 'organization.name')}
          />
          <TextField
            label="Short name"
            name="organization.slug"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            hint={`Stands in addresses: ${location.host}/${slug || 'short-name'}/settings`}
            value={slug}
            error={errors['organization.slug']}
            onText={type('slug', 'organization.slug')}
          />
        </fieldset>
        <fieldset class="entry-group">
          <legend>Owner</legend>
          <TextField
            label="Your name"
            name="owner.name"
            autocomplete="name"
            value={ownerName}
            error={errors['owner.name']}
            onText={type('ownerName', 'owner.name')}
          />
          <TextField
            label="Email address"
            name="owner.email"
            type="email"
            autocomplete="username"
            value={email}
            error={errors['owner.email']}
            onText={type('email', 'owner.email')}
          />
          <PasswordField
            label="Password"
            name="owner.password"
            hint="At least 12 characters."
            value={password}
            error={errors['owner.password']}
            onText={type('password', 'owner.password')}
          />
        </fieldset>
        <div class="entry-buttons">
          <Button look="primary" type="submit" busy={state.value.kind === 'sending'}>
            Set up
          </Button>
        </div>
        <p class="entry-foot">
          Already set up? <a href="/sign-in">Sign in</a>
        </p>
      </form>
    </BareShell>
  );
}
