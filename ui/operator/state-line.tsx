import type { ComponentChildren } from 'preact';
import { AlertIcon, CheckIcon, RingIcon } from '../parts/icons.tsx';

const shapes = { good: CheckIcon, warn: AlertIcon, bad: AlertIcon, quiet: RingIcon };

type Props = { tone: keyof typeof shapes; children: ComponentChildren };

/** How something is, by shape, colour and words. */
export const StateLine = ({ tone, children }: Props) => {
  const Shape = shapes[tone];
  return (
    <p class={`state-line state-${tone}`}>
      <Shape />
      <span>{children}</span>
    </p>
  );
};
