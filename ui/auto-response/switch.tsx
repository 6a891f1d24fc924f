import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { describedBy, FieldError, hintId } from '../parts/field.tsx';

type Props = {
  label: string;
  name: string;
  checked: boolean;
  hint: ComponentChildren;
  error: string | undefined;
  onToggle: (checked: boolean) => void;
};

/** On or off, said by its place, its colour and a word. */
export const Switch = ({ label, name, checked, hint, error, onToggle }: Props) => {
  const id = useId();
  return (
    <div class="switch-field">
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          class="switch-input"
          name={name}
          checked={checked}
          aria-checked={checked}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(id, hint, error)}
          onChange={(event) => onToggle(event.currentTarget.checked)}
        />
        <span class="switch-track" aria-hidden="true" />
        <span class="switch-label">{label}</span>
        <span class="switch-state" aria-hidden="true">
          {checked ? 'On' : 'Off'}
        </span>
      </label>
      <p class="field-hint" id={hintId(id)}>
        {hint}
      </p>
      <FieldError id={id} error={error} />
    </div>
  );
};
