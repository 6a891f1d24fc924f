import type { ComponentChildren } from 'preact';
import { describe } from '../messages.ts';
import { AlertIcon, CheckIcon, InfoIcon } from './icons.tsx';

type Tone = 'bad' | 'warn' | 'info' | 'good';
type Props = {
  tone: Tone;
  title?: ComponentChildren;
  children?: ComponentChildren;
  action?: ComponentChildren;
};

const icons = { bad: AlertIcon, warn: AlertIcon, info: InfoIcon, good: CheckIcon };

export const Notice = ({ tone, title, children, action }: Props) => {
  const Shape = icons[tone];
  return (
    <div class={`notice notice-${tone}`}>
      <Shape />
      <div class="notice-words">
        {title && <p class="notice-title">{title}</p>}
        {children && <div class="notice-text">{children}</div>}
      </div>
      {action && <div class="notice-action">{action}</div>}
    </div>
  );
};

/** What went wrong, where a person who sent a form looks next: it takes the focus. */
export const ProblemNotice = ({
  error,
  action,
}: {
  error: unknown;
  action?: ComponentChildren;
}) => {
  const { title, advice, requestId } = describe(error);
  return (
    <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
      <Notice tone="bad" title={title} action={action}>
        {advice}
        {requestId && <span class="request-id"> Request {requestId}</span>}
      </Notice>
    </div>
  );
};
