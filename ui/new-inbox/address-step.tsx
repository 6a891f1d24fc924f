import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { AnsweredStep } from './answered-step.tsx';
import { ask } from './model.ts';
import type { NewInbox } from './wizard.ts';

type Props = { wizard: NewInbox; onContinue: () => void };

export const AddressStep = ({ wizard, onContinue }: Props) => {
  const { step, draft, errors } = wizard.state.value;
  if (step !== 'address') {
    return (
      <AnsweredStep
        name="Address"
        answer={draft.emailAddress}
        onChange={() => wizard.change((state) => ask(state, 'address'))}
      />
    );
  }
  return (
    <form
      class="card step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onContinue();
      }}
    >
      <h2 class="card-title">Which address do you answer from?</h2>
      <TextField
        label="Email address"
        name="emailAddress"
        // Not type="email": Chromium would rewrite the domain to punycode.
        inputMode="email"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="support@example.com"
        hint="The address that your customers write to."
        data-step-focus
        value={draft.emailAddress}
        error={errors.emailAddress}
        onText={wizard.typeAddress}
      />
      <div class="step-actions">
        <Button look="primary" type="submit">
          Continue
        </Button>
      </div>
    </form>
  );
};
