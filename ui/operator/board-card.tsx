import type { ComponentChildren } from 'preact';

type Props = {
  /** Where the list of what needs attention leads. */
  id: string;
  title: string;
  action?: ComponentChildren;
  children: ComponentChildren;
};

/** One part of the page. Its heading takes the focus when what had it is gone. */
export const BoardCard = ({ id, title, action, children }: Props) => (
  <section class="card board-card" id={id} aria-labelledby={`${id}-title`}>
    <div class="board-card-head">
      <h2 class="card-title" id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {action}
    </div>
    {children}
  </section>
);

/** Takes the focus to a part's heading. */
export const focusCard = (id: string) => {
  document.getElementById(`${id}-title`)?.focus();
};

/** A fact and its name. */
export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class="board-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
