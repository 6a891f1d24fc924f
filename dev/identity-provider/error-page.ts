import type { Context } from 'hono';
import { html } from 'hono/html';
import { page } from './page.ts';

/** What a provider shows a person when it can't or won't send the browser back to the app. */
export const errorPage = (
  c: Context,
  label: string,
  { code, words, status = 400 }: { code: string; words: string; status?: 400 | 401 },
) =>
  page(c, {
    title: 'Access blocked: this app’s request is invalid',
    label,
    status,
    content: html`<p><strong>${code}</strong></p>
      <p>${words}</p>`,
  });
