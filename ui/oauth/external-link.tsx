import type { ComponentChildren } from 'preact';

type Props = { href: string; children: ComponentChildren; class?: string };

/** Leads to another site, in another tab, and says so; the site is not told from where. */
export const ExternalLink = ({ href, children, class: look }: Props) => (
  <a href={href} target="_blank" rel="noreferrer" class={look}>
    {children}
    <span aria-hidden="true"> ↗</span>
    <span class="visually-hidden"> (opens a new tab)</span>
  </a>
);
