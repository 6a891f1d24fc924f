import type { ComponentChildren } from 'preact';
import { EnvelopeIcon } from './icons.tsx';

type Props = { title: string; children: ComponentChildren; action?: ComponentChildren };

export const EmptyState = ({ title, children, action }: Props) => (
  <div class="empty">
    <span class="empty-icon">
      <EnvelopeIcon />
    </span>
    <h2 class="empty-title">{title}</h2>
    <p class="empty-text">{children}</p>
    {action}
  </div>
);
