import type { Fix } from '../../contract/connection-test.ts';
import type { Protocol } from '../../contract/mail-server.ts';
import { securityNames } from '../messages.ts';
import { type ConnectionForm, isAbout } from './form.ts';
import type { Asked, ProtocolRun } from './test-run.ts';

/**
 * What a press would change, in words: "Use STARTTLS on port 587", "Use imap.host.net"; `null` where
 * nothing would, and where it would take the encryption away.
 */
export const fixWords = (asked: Asked, fix: Fix): string | null => {
  if (fix.security === 'none' && asked.security !== 'none') return null;
  const security = fix.security !== asked.security && securityNames[fix.security];
  const port = String(fix.port) !== asked.port && `port ${fix.port}`;
  if (fix.host !== asked.host.toLowerCase()) {
    return `Use ${fix.host}${security ? ` with ${security}` : ''}${port ? ` on ${port}` : ''}`;
  }
  if (security && port) return `Use ${security} on ${port}`;
  return security || port ? `Use ${security || port}` : null;
};

/** A fix as its button offers it. `leaves` is the server that another one would take the place of. */
export type OfferedFix = { fix: Fix; words: string; leaves: string | null };

/** The fix that may be offered: the form still says what the test was about. */
export const offeredFix = (
  protocol: Protocol,
  { asked, failure }: ProtocolRun,
  form: ConnectionForm,
): OfferedFix | null => {
  const fix = failure?.fix;
  const words = fix ? fixWords(asked, fix) : null;
  if (!fix || !words || !isAbout(asked, form[protocol])) return null;
  return { fix, words, leaves: fix.host === asked.host.toLowerCase() ? null : asked.host };
};
