import { z } from 'zod';

const MAX_NAME_BYTES = 253;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NUMERIC = /^(?:\d+|0x[0-9a-f]*)$/;

const hostnameOf = (authority: string): string | null =>
  URL.canParse(`http://${authority}/`) ? new URL(`http://${authority}/`).hostname : null;

const ipv6 = (text: string): string | null => {
  const hostname = /^[0-9a-f:.]+$/.test(text) ? hostnameOf(`[${text}]`) : null;
  return hostname?.slice(1, -1) ?? null;
};

/** Names in their ASCII form; anything that IDNA would turn into something else than a name is refused. */
const asciiName = (text: string): string | null => {
  if (/^[a-z0-9.-]+$/.test(text)) return text;
  return /[\s/@:?#[\]\\%]/.test(text) ? null : hostnameOf(text);
};

/**
 * The one spelling of a host under which it may be looked up: an IP literal in canonical form, or a
 * lower-case ASCII name of two labels or more (or `localhost`) whose top level is not a number.
 * `null` for everything else, so that no resolver is left to guess what `0x7f.1` or `１２７.1` means.
 */
export const canonicalHost = (input: string): string | null => {
  if (input.length > MAX_NAME_BYTES + 1) return null;
  const text = input.toLowerCase();
  if (IPV4.test(text)) return text;
  if (text.includes(':')) return ipv6(text);
  const name = asciiName(text)?.replace(/\.$/, '');
  if (name === undefined || name.length > MAX_NAME_BYTES) return null;
  const labels = name.split('.');
  if (!labels.every((label) => LABEL.test(label)) || NUMERIC.test(labels.at(-1) ?? '')) return null;
  return labels.length > 1 || name === 'localhost' ? name : null;
};

/** A mail server's host, given back in its {@link canonicalHost} spelling. */
export const host = z
  .string({ error: 'Enter the server’s host name.' })
  .trim()
  .min(1, { error: 'Enter the server’s host name.', abort: true })
  .transform((text, context) => {
    const canonical = canonicalHost(text);
    if (canonical !== null) return canonical;
    context.addIssue({
      code: 'custom',
      message:
        'Enter the host alone, like imap.example.com or 192.0.2.1: without https://, path or port.',
    });
    return z.NEVER;
  });
