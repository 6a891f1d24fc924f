import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { BackIcon } from './icons.tsx';

const PRODUCT = 'Letterbox';
let isFirstPage = true;

/** Names the screen in the window's title. */
export const useTitle = (...names: (string | undefined)[]) => {
  const title = [...names, PRODUCT].filter(Boolean).join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
};

type HeadingProps = {
  title: string;
  lead?: ComponentChildren;
  badge?: ComponentChildren;
  actions?: ComponentChildren;
  back?: { href: string; label: string };
};

/** The screen's h1; takes the focus when a person comes from another screen, so that it is read out. */
export const PageHeading = ({ title, lead, badge, actions, back }: HeadingProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstPage && document.activeElement?.closest('main') === null) {
      heading.current?.focus({ preventScroll: true });
    }
    isFirstPage = false;
  }, []);
  return (
    <header class="page-head">
      {back && (
        <a class="back-link" href={back.href}>
          <BackIcon />
          {back.label}
        </a>
      )}
      <div class="page-head-row">
        <div class="page-head-words">
          <div class="page-title-row">
            <h1 ref={heading} tabIndex={-1} class="page-title" dir="auto" title={title}>
              {title}
            </h1>
            {badge}
          </div>
          {lead && <div class="page-lead">{lead}</div>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </div>
    </header>
  );
};
