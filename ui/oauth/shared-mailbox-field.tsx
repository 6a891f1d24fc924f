import { Checkbox } from '../parts/checkbox.tsx';
import { TextField } from '../parts/field.tsx';
import type { SharedMailbox } from './shared-mailbox.ts';

type Props = {
  value: SharedMailbox;
  onChange: (value: SharedMailbox) => void;
  error?: string | undefined;
  disabled?: boolean;
};

/** Asks whether a Microsoft mailbox is a shared one, and for the address of that. */
export const SharedMailboxField = ({ value, onChange, error, disabled = false }: Props) => (
  <fieldset class="shared-mailbox" disabled={disabled}>
    <legend class="visually-hidden">Shared mailbox</legend>
    <Checkbox
      label="This is a shared mailbox"
      name="isShared"
      checked={value.isShared}
      onToggle={(isShared) => onChange({ ...value, isShared })}
    />
    {value.isShared && (
      <TextField
        label="Address of the shared mailbox"
        name="sharedMailbox"
        inputMode="email"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        hint="You sign in with your own account. It has to be a member of the shared mailbox."
        value={value.address}
        error={error}
        onText={(address) => onChange({ ...value, address })}
      />
    )}
  </fieldset>
);
