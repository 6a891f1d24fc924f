import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { ChevronIcon } from './icons.tsx';

type Props = {
  label: ComponentChildren;
  /** Said before the label, for those who can't see what kind of button this is. */
  name: string;
  align?: 'start' | 'end';
  children: ComponentChildren;
};

/** A button that opens a panel under itself; Escape, a click elsewhere or leaving it closes it. */
export const Disclosure = ({ label, name, align = 'start', children }: Props) => {
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    const closeOutside = ({ target }: Event) => {
      if (!root.current?.contains(target as Node)) open.value = false;
    };
    const closeByKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !open.value) return;
      open.value = false;
      button.current?.focus();
    };
    const closeAfterLink = ({ target }: Event) => {
      if ((target as Element).closest('a')) open.value = false;
    };
    const gone = new AbortController();
    const { signal } = gone;
    document.addEventListener('pointerdown', closeOutside, { signal });
    document.addEventListener('focusin', closeOutside, { signal });
    root.current?.addEventListener('keydown', closeByKey, { signal });
    root.current?.addEventListener('click', closeAfterLink, { signal });
    return () => gone.abort();
  }, []);
  return (
    <div class="disclosure" ref={root}>
      <button
        type="button"
        ref={button}
        class="disclosure-button"
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <span class="visually-hidden">{name}</span>
        {label}
        <ChevronIcon />
      </button>
      {open.value && (
        <div id={id} class={`disclosure-panel disclosure-panel-${align}`}>
          {children}
        </div>
      )}
    </div>
  );
};
