import type { ComponentChildren, JSX } from 'preact';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

type Props = JSX.IntrinsicElements['button'] & {
  look?: Look;
  /** At work on what it was pressed for. */
  busy?: boolean;
  /** Waiting until something else is done. */
  blocked?: boolean;
};

/** A busy or blocked button keeps its place and its focus, and does nothing. */
export const Button = (props: Props) => {
  const { look = 'secondary', busy = false, blocked = false, children, onClick, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${look}`}
      aria-disabled={busy || blocked || undefined}
      onClick={(event) => {
        if (busy || blocked) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
};

type LinkProps = { href: string; look?: Look; children: ComponentChildren; label?: string };

export const ButtonLink = ({ href, look = 'secondary', children, label }: LinkProps) => (
  <a href={href} class={`button button-${look}`} aria-label={label}>
    {children}
  </a>
);
