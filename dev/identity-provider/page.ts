import { readFileSync } from 'node:fs';
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export const STYLE_PATH = '/style.css';
const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');

export const serveStyle = (c: Context): Response =>
  c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' });

type Page = {
  title: string;
  /** Says that this is not the real thing. */
  label: string;
  content: Markup;
  status?: 200 | 400 | 401;
  /** Where the page's form may lead besides back here: browsers follow up redirects, too. */
  formTarget?: string;
};

/** One of the pages: no scripts, nothing from elsewhere, never kept. */
export const page = (c: Context, { title, label, content, status = 200, formTarget }: Page) => {
  const targets = formTarget ? `'self' ${new URL(formTarget).origin}` : "'self'";
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; form-action ${targets}; base-uri 'none'; frame-ancestors 'none'`,
  );
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} – ${label}</title>
          <link rel="stylesheet" href="${STYLE_PATH}" />
        </head>
        <body>
          <header><strong>${label}</strong></header>
          <main>
            <h1>${title}</h1>
            ${content}
          </main>
        </body>
      </html>`,
    status,
  );
};
