import type { ComponentChildren } from 'preact';

type Props = { title?: string; lead?: ComponentChildren; children: ComponentChildren };

export const Card = ({ title, lead, children }: Props) => (
  <section class="card">
    {title && <h2 class="card-title">{title}</h2>}
    {lead && <p class="card-lead">{lead}</p>}
    {children}
  </section>
);
