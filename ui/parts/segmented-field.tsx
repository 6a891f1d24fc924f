import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { describedBy, FieldError, hintId } from './field.tsx';

type Props<Value extends string> = {
  label: string;
  name: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
  hint?: ComponentChildren;
  error?: string | undefined;
};

/** One of a few, all in sight: radio buttons that look like one control. */
export const SegmentedField = <Value extends string>(props: Props<Value>) => {
  const { label, name, value, options, onChoose, hint, error } = props;
  const id = useId();
  return (
    <div
      class="field"
      role="radiogroup"
      aria-invalid={error ? 'true' : undefined}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy(id, hint, error)}
    >
      <div class="field-head">
        <span class="field-label" id={`${id}-label`}>
          {label}
        </span>
      </div>
      <div class={`segments${error ? ' segments-invalid' : ''}`}>
        {options.map((option) => (
          <label key={option.value} class="segment">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              data-invalid={error && option.value === value ? 'true' : undefined}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {hint && (
        <div class="field-hint" id={hintId(id)}>
          {hint}
        </div>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
};
