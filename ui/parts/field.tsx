import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { AlertIcon } from './icons.tsx';

type Frame = {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
  optional?: boolean;
  children: ComponentChildren;
};

export const hintId = (id: string) => `${id}-hint`;
export const errorId = (id: string) => `${id}-error`;

export const describedBy = (id: string, hint: unknown, error: unknown) =>
  [hint && hintId(id), error && errorId(id)].filter(Boolean).join(' ') || undefined;

export const FieldError = ({ id, error }: { id: string; error: string | undefined }) =>
  error ? (
    <p class="field-error" id={errorId(id)}>
      <AlertIcon />
      <span>{error}</span>
    </p>
  ) : null;

/** Label above, hint and error below; the error says what to do about this field. */
export const FieldFrame = ({ id, label, hint, error, optional, children }: Frame) => (
  <div class="field">
    <div class="field-head">
      <label for={id}>{label}</label>
      {optional && <span class="field-optional">Optional</span>}
    </div>
    {children}
    {hint && (
      <div class="field-hint" id={hintId(id)}>
        {hint}
      </div>
    )}
    <FieldError id={id} error={error} />
  </div>
);

export type TextFieldProps = {
  label: string;
  name: string;
  value: string;
  onText?: (text: string) => void;
  hint?: ComponentChildren;
  error?: string | undefined;
  optional?: boolean;
  inputMode?: 'email' | 'numeric' | 'url';
  autocomplete?: string;
  autocapitalize?: 'off';
  spellcheck?: boolean;
  placeholder?: string;
  readOnly?: boolean;
  required?: boolean;
  'data-step-focus'?: boolean;
};

type TypedProps = TextFieldProps & { type?: 'text' | 'email' };

export const TextField = (props: TypedProps) => {
  const { label, hint, error, optional, onText, type = 'text', ...input } = props;
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <input
        dir="auto"
        {...input}
        type={type as 'email'}
        id={id}
        class="input"
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onInput={(event) => onText?.(event.currentTarget.value)}
      />
    </FieldFrame>
  );
};
