import { useId } from 'preact/hooks';
import { describedBy, FieldFrame } from './field.tsx';
import { Select } from './select.tsx';

type Props<Value extends string> = {
  label: string;
  name: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
  hint?: string;
  error?: string | undefined;
};

export const SelectField = <Value extends string>(props: Props<Value>) => {
  const { label, name, value, options, onChoose, hint, error } = props;
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <Select
        id={id}
        name={name}
        value={value}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChoose={(chosen) => onChoose(chosen as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </FieldFrame>
  );
};
