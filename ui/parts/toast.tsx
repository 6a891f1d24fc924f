import { signal } from '@preact/signals';
import { CheckIcon } from './icons.tsx';

const LIFETIME_MS = 5000;
const message = signal<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says in passing that something went well. */
export const toast = (text: string) => {
  message.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    message.value = null;
  }, LIFETIME_MS);
};

export const Toasts = () => (
  <div class="toasts" role="status">
    {message.value && (
      <p class="toast">
        <CheckIcon />
        {message.value}
      </p>
    )}
  </div>
);
