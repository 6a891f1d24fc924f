import { z } from 'zod';
import { canonicalHost } from './host.ts';

const MAX_OCTETS = 254;
const MAX_LOCAL_OCTETS = 64;
// Controls, and what changes the order or hides between letters: two addresses must not look alike.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const octets = (text: string) => new TextEncoder().encode(text).length;

const parts = (address: string): [local: string, domain: string] | null => {
  const at = address.lastIndexOf('@');
  return at < 1 ? null : [address.slice(0, at), address.slice(at + 1)];
};

/**
 * The form under which two spellings of an address are the same inbox: NFC, lower case, the domain
 * in its ASCII form. `null` when the text is no address. RFC 5321 leaves the case of a local part to
 * its server; no server in use tells `Support@` from `support@`, so neither do we.
 */
export const addressKey = (address: string): string | null => {
  const [local, domain] = parts(address.normalize('NFC')) ?? [];
  if (local === undefined || domain === undefined) return null;
  const host = domain.includes('.') && !domain.endsWith('.') ? canonicalHost(domain) : null;
  if (host === null || host.includes(':') || /^[\d.]+$/.test(host)) return null;
  return `${local.toLowerCase()}@${host}`;
};

const isAddress = (text: string): boolean => {
  const local = parts(text)?.[0] ?? '';
  return (
    octets(text) <= MAX_OCTETS &&
    octets(local) <= MAX_LOCAL_OCTETS &&
    !INVISIBLE.test(text) &&
    /^[^\s"(),:;<>@[\]\\]+$/.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    addressKey(text) !== null
  );
};

/**
 * The address that a person signs in with, in lower case. Narrower than an inbox's: what the library
 * that signs people in takes for an address.
 */
export const personEmail = z
  .string({ error: 'Enter an email address.' })
  .trim()
  .max(MAX_OCTETS, { error: `Use at most ${MAX_OCTETS} characters.`, abort: true })
  .toLowerCase()
  .pipe(z.email({ error: 'Enter an email address like ada@example.com.' }));

/** An email address (RFC 5321 dot-string, RFC 6531 for other alphabets), as its owner writes it. */
export const emailAddress = z
  .string({ error: 'Enter an email address.' })
  .trim()
  .min(1, { error: 'Enter an email address.', abort: true })
  .max(MAX_OCTETS, { error: `Use at most ${MAX_OCTETS} characters.`, abort: true })
  .refine(isAddress, { error: 'Enter a full email address like support@example.com.' });
