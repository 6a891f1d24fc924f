import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { itemByKey } from './menu-keys.ts';

export type MenuItem<Value extends string> = { value: Value; label: string; isDanger?: boolean };

type Props<Value extends string> = {
  /** What the button is called, as it shows an icon alone. */
  label: string;
  icon: ComponentChildren;
  items: readonly MenuItem<Value>[];
  /** `byKeyboard` says whether the person got here without a pointer. */
  onChoose: (value: Value, byKeyboard: boolean) => void;
};

// A click that no pointer made counts no clicks.
const isByKeyboard = (event: MouseEvent) => event.detail === 0;

const hasNoRoomBelow = (menu: HTMLElement) =>
  menu.getBoundingClientRect().bottom > document.documentElement.clientHeight;

/** A button that opens a menu of actions (WAI-ARIA APG, menu button). */
export const MenuButton = <Value extends string>(props: Props<Value>) => {
  const { label, icon, items, onChoose } = props;
  // Which item has the focus; null while the menu is closed.
  const at = useSignal<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const isOpen = at.value !== null;

  const open = (index: number) => {
    at.value = index;
  };
  const close = () => {
    at.value = null;
    button.current?.focus();
  };

  useLayoutEffect(() => {
    if (at.value === null) return;
    if (menu.current && hasNoRoomBelow(menu.current)) menu.current.classList.add('menu-panel-up');
    menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]')[at.value]?.focus();
  }, [at.value]);
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = ({ target }: Event) => {
      if (!root.current?.contains(target as Node)) at.value = null;
    };
    const gone = new AbortController();
    document.addEventListener('pointerdown', closeOutside, { signal: gone.signal });
    document.addEventListener('focusin', closeOutside, { signal: gone.signal });
    return () => gone.abort();
  }, [isOpen]);

  const onMenuKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      return close();
    }
    if (event.key === 'Tab') return close();
    const labels = items.map((item) => item.label);
    const next = itemByKey(event.key, at.value ?? 0, labels);
    if (next === undefined) return;
    event.preventDefault();
    at.value = next;
  };

  return (
    <div class="menu-root" ref={root}>
      <button
        type="button"
        ref={button}
        class="icon-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-row-focus
        onClick={() => (isOpen ? close() : open(0))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          open(event.key === 'ArrowDown' ? 0 : items.length - 1);
        }}
      >
        {icon}
      </button>
      {isOpen && (
        <div
          role="menu"
          id={id}
          ref={menu}
          class="menu-panel"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={onMenuKey}
        >
          {items.map(({ value, label: words, isDanger }) => (
            <button
              key={value}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class={`menu-item${isDanger ? ' menu-item-danger' : ''}`}
              onClick={(event) => {
                close();
                onChoose(value, isByKeyboard(event));
              }}
            >
              {words}
            </button>
          ))}
        </div>
      )}
    </div>
  );
};
