import type { ComponentChildren } from 'preact';
import { ChevronIcon } from './icons.tsx';

type Props = {
  value: string;
  onChoose: (value: string) => void;
  children: ComponentChildren;
  id?: string;
  name?: string;
  'aria-label'?: string;
  'aria-invalid'?: 'true' | undefined;
  'aria-describedby'?: string | undefined;
};

/** The browser's own list, with our arrow. */
export const Select = ({ onChoose, children, ...select }: Props) => (
  <div class="select">
    <select {...select} class="input" onChange={(event) => onChoose(event.currentTarget.value)}>
      {children}
    </select>
    <ChevronIcon />
  </div>
);
