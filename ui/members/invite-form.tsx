import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { Role } from '../../contract/role.ts';
import { invitationCreation, type PendingInvitation } from '../../contract/tenancy.ts';
import { invite } from '../api.ts';
import { focusFirstError } from '../forms/focus.ts';
import { parseForm } from '../forms/parse.ts';
import { formState, mend, submit } from '../forms/simple-form.ts';
import { roleDuties, roleNames } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { SelectField } from '../parts/select-field.tsx';

type Props = { org: string; roles: Role[]; onInvited: (invitation: PendingInvitation) => void };

export const InviteForm = ({ org, roles, onInvited }: Props) => {
  const values = useSignal<{ email: string; role: Role }>({ email: '', role: 'agent' });
  const state = useMemo(formState, []);
  const form = useRef<HTMLFormElement>(null);
  const send = async () => {
    const parsed = parseForm(invitationCreation, values.value);
    const done = await submit(state, parsed, async (invitation) =>
      onInvited(await invite(org, invitation)),
    );
    if (done) values.value = { ...values.value, email: '' };
    else focusFirstError(form.current);
  };
  const { email, role } = values.value;
  const { errors } = state.value;
  return (
    <form
      ref={form}
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 class="card-title">Invite somebody</h2>
      {state.value.kind === 'failed' && <ProblemNotice error={state.value.error} />}
      <div class="invite">
        <TextField
          label="Email address"
          name="email"
          type="email"
          inputMode="email"
          autocomplete="off"
          value={email}
          error={errors.email}
          onText={(text) => {
            values.value = { ...values.value, email: text };
            state.value = mend(state.value, 'email');
          }}
        />
        <SelectField<Role>
          label="Role"
          name="role"
          value={role}
          options={roles.map((value) => ({ value, label: roleNames[value] }))}
          hint={roleDuties[role]}
          error={errors.role}
          onChoose={(chosen) => {
            values.value = { ...values.value, role: chosen };
          }}
        />
        <Button look="primary" type="submit" busy={state.value.kind === 'sending'}>
          Send invitation
        </Button>
      </div>
    </form>
  );
};
