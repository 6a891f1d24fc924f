import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { describedBy, FieldFrame, type TextFieldProps } from './field.tsx';

/** A password with a button that shows what was typed. */
export const PasswordField = (props: TextFieldProps) => {
  const { label, hint, error, optional, onText, ...input } = props;
  const id = useId();
  const shown = useSignal(false);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <div class="input-with-button">
        <input
          autocomplete="new-password"
          {...input}
          type={(shown.value ? 'text' : 'password') as 'text'}
          id={id}
          class="input"
          spellcheck={false}
          autocapitalize="off"
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(id, hint, error)}
          onInput={(event) => onText?.(event.currentTarget.value)}
        />
        <button
          type="button"
          class="input-button"
          aria-controls={id}
          aria-label={shown.value ? 'Hide characters' : 'Show characters'}
          onClick={() => {
            shown.value = !shown.value;
          }}
        >
          {shown.value ? 'Hide' : 'Show'}
        </button>
      </div>
    </FieldFrame>
  );
};
