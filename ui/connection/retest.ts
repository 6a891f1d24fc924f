import { focusFirstError } from '../forms/focus.ts';
import type { ConnectionEditor } from './editor.ts';

/**
 * Runs a test that was asked for inside the form. What was pressed goes away, so the focus moves to what
 * stops the test, and from there to the first failure.
 */
export const retest = async (
  editor: ConnectionEditor,
  within: HTMLElement | null,
  run: () => Promise<void> = editor.test,
): Promise<void> => {
  const ended = run();
  requestAnimationFrame(() => {
    within?.querySelector<HTMLElement>('[data-test-button]')?.focus();
  });
  await ended;
  focusFirstError(within);
};
