import type { ComponentChildren } from 'preact';

type Props = { children: ComponentChildren; busy: boolean; onSave: () => void };

/** For whoever can't connect the inbox yet. */
export const SaveAlone = ({ children, busy, onSave }: Props) => (
  <p class="alone">
    {children}{' '}
    <button
      type="button"
      class="link-button"
      aria-disabled={busy || undefined}
      onClick={() => {
        if (!busy) onSave();
      }}
    >
      Add the inbox without connecting it
    </button>
  </p>
);
