import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { AlertIcon, CheckIcon, CrossIcon } from './icons.tsx';

const LIFETIME_MS = 5_000;
/** Long enough to read it, and to decide. */
const DECISION_MS = 10_000;

type Options = {
  tone?: 'good' | 'bad';
  /** What may still be done about it. */
  action?: { label: string; onAct: () => void };
  /** Leads a person at the keyboard to the action: what they had the focus on is gone. */
  takesFocus?: boolean;
};
type Toast = Options & { id: number; text: string };

const shown = signal<Toast | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;
let count = 0;

const pause = () => clearTimeout(timer);

const run = () => {
  pause();
  const toast = shown.peek();
  if (!toast) return;
  timer = setTimeout(close, toast.action || toast.tone === 'bad' ? DECISION_MS : LIFETIME_MS);
};

const close = () => {
  pause();
  shown.value = null;
};

/** Says in passing what has happened. */
export const toast = (text: string, options: Options = {}) => {
  count += 1;
  shown.value = { id: count, text, ...options };
  run();
};

const focusPage = () => document.getElementById('main')?.focus({ preventScroll: true });

/** It stays as long as somebody is about it. */
const Message = ({ text, tone = 'good', action, takesFocus }: Toast) => {
  const root = useRef<HTMLDivElement>(null);
  const actionButton = useRef<HTMLButtonElement>(null);
  const dismiss = () => {
    const hadFocus = root.current?.contains(document.activeElement);
    close();
    if (hadFocus) focusPage();
  };
  const stayOrGo = () => {
    if (root.current?.matches(':hover, :focus-within')) pause();
    else run();
  };
  const dismissByKey = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') dismiss();
  };
  useLayoutEffect(() => {
    const gone = new AbortController();
    const heard = { signal: gone.signal };
    for (const event of ['mouseenter', 'mouseleave', 'focusin', 'focusout']) {
      root.current?.addEventListener(event, stayOrGo, heard);
    }
    root.current?.addEventListener('keydown', dismissByKey, heard);
    if (takesFocus) actionButton.current?.focus();
    return () => gone.abort();
  }, []);
  const act = () => {
    dismiss();
    action?.onAct();
  };
  return (
    <div ref={root} class={`toast toast-${tone}`}>
      {tone === 'good' ? <CheckIcon /> : <AlertIcon />}
      <p class="toast-text">{text}</p>
      {action && (
        <button type="button" ref={actionButton} class="toast-action" onClick={act}>
          {action.label}
        </button>
      )}
      <button type="button" class="toast-close" aria-label="Close" onClick={dismiss}>
        <CrossIcon />
      </button>
    </div>
  );
};

export const Toasts = () => (
  <div class="toasts" role="status">
    {shown.value && <Message key={shown.value.id} {...shown.value} />}
  </div>
);
