import type { Context } from 'hono';

/** Sends the browser back to the app, with what is known of the answer. */
export const redirectTo = (
  c: Context,
  redirectUri: string,
  answer: Record<string, string | undefined>,
): Response => {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return c.redirect(url.href, 303);
};
