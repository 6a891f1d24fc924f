import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { describedBy, FieldFrame } from '../parts/field.tsx';

export type TextControl = HTMLInputElement | HTMLTextAreaElement;

type Props = {
  label: string;
  name: string;
  value: string;
  max: number;
  placeholder: string;
  lines?: number;
  error: string | undefined;
  control: RefObject<TextControl | null>;
  onText: (text: string) => void;
  onFocus: () => void;
};

const number = new Intl.NumberFormat();

// As the schema counts: an emoji of one code point is one character.
const lengthOf = (text: string) => [...text].length;

const Counter = ({ length, max }: { length: number; max: number }) => (
  <span class={length > max ? 'counter counter-over' : 'counter'}>
    {number.format(length)} of {number.format(max)} characters
    {length > max && `: ${number.format(length - max)} too many`}
  </span>
);

/** Text with variables, and how much of it fits. */
export const TemplateField = (props: Props) => {
  const { label, name, value, max, placeholder, lines, error, control, onText, onFocus } = props;
  const id = useId();
  const common = {
    id,
    name,
    value,
    placeholder,
    dir: 'auto' as const,
    autocomplete: 'off' as const,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': describedBy(id, true, error),
    'data-invalid': error ? 'true' : undefined,
    onFocus,
    onInput: (event: { currentTarget: TextControl }) => onText(event.currentTarget.value),
  };
  return (
    <FieldFrame
      id={id}
      label={label}
      hint={<Counter length={lengthOf(value)} max={max} />}
      error={error}
    >
      {lines === undefined ? (
        <input {...common} ref={control as RefObject<HTMLInputElement>} type="text" class="input" />
      ) : (
        <textarea
          {...common}
          ref={control as RefObject<HTMLTextAreaElement>}
          rows={lines}
          class="input text-area"
        />
      )}
    </FieldFrame>
  );
};
