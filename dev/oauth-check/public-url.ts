import type { Provider } from '../../worker/platform/oauth/provider.ts';
import type { Check } from './report.ts';
import type { Read } from './settings.ts';
import { isReal } from './shapes.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const EXAMPLE = /(?:^|\.)example\.(?:com|net|org)$/;
const MANIFEST =
  'Microsoft’s form takes http for localhost only; this address goes into the app’s manifest (replyUrlsWithType).';

const said = (status: Check['status'], detail: string, hint: string | null = null): Check => ({
  check: 'public-url',
  status,
  detail,
  hint,
});

/** Whether a provider will send browsers back to where people open Letterbox. */
export const checkPublicUrl = (read: Read, provider: Provider): Check => {
  if (!read.ok) return said('mend', 'it can’t be read', read.reasons.join(' '));
  const { PUBLIC_URL } = read.configuration;
  const { protocol, hostname } = new URL(PUBLIC_URL);
  if (EXAMPLE.test(hostname)) {
    return said(
      'mend',
      PUBLIC_URL,
      'That is the example. Set PUBLIC_URL to the address people open.',
    );
  }
  if (protocol === 'https:') return said('fine', PUBLIC_URL);
  if (!LOOPBACK.includes(hostname)) {
    return said(
      'mend',
      PUBLIC_URL,
      'Providers send nobody back to http, but on this machine: use https.',
    );
  }
  const isOfForm = provider.name === 'google' || hostname === 'localhost' || !isReal(provider);
  return said('fine', PUBLIC_URL, isOfForm ? null : MANIFEST);
};
