import type { ImapInput, MailServer, SmtpInput } from '../../../contract/mail-server.ts';
import type { FieldError } from '../../../contract/problem.ts';
import { ProblemError } from '../../http/problem.ts';
import type { Credentials, StoredCredentials } from '../inboxes/credentials.ts';

type Input = { imap?: ImapInput | undefined; smtp?: SmtpInput | undefined };
type Completed = { imap: MailServer | null; smtp: Credentials['smtp'] | null };

const missing = (pointer: string): FieldError => ({ pointer, detail: 'Enter the password.' });

const readable = (stored: StoredCredentials): Credentials | null =>
  stored.state === 'readable' ? stored.credentials : null;

const storedSmtpPassword = (stored: Credentials | null): string =>
  stored?.smtp.sameCredentials === false ? stored.smtp.password : '';

const completeImap = (input: ImapInput, stored: Credentials | null): MailServer => ({
  ...input,
  password: input.password || (stored?.imap.password ?? ''),
});

const completeSmtp = (input: SmtpInput, stored: Credentials | null): Credentials['smtp'] => {
  const { username, password, host, port, security, trustedCertificate } = input;
  const place = { host, port, security, trustedCertificate };
  if (input.sameCredentials) return { ...place, sameCredentials: true };
  return {
    ...place,
    username,
    sameCredentials: false as const,
    password: password || storedSmtpPassword(stored),
  };
};

/**
 * Fills in what the admin left empty to mean "the stored password". Throws `invalid-input` with the
 * fields where nothing is stored, and `credentials-unreadable` where it can't be read.
 */
export const completePasswords = (input: Input, storedState: StoredCredentials): Completed => {
  const stored = readable(storedState);
  const imap = input.imap ? completeImap(input.imap, stored) : null;
  const smtp = input.smtp ? completeSmtp(input.smtp, stored) : null;
  const lacking = [
    imap?.password === '' && missing('#/imap/password'),
    smtp?.sameCredentials === false && smtp.password === '' && missing('#/smtp/password'),
    smtp?.sameCredentials && !imap && !stored && missing('#/imap/password'),
  ].filter((error) => typeof error === 'object');
  if (lacking.length === 0) return { imap, smtp };
  if (storedState.state === 'unreadable') {
    throw new ProblemError('credentials-unreadable', {
      errors: lacking,
      reason: storedState.reason,
    });
  }
  throw new ProblemError('invalid-input', { errors: lacking });
};

/** The SMTP server to be tried: `sameCredentials` is IMAP's, the one in the request or else the stored one. */
export const smtpToTry = (
  { imap, smtp }: Completed,
  storedState: StoredCredentials,
): MailServer | null => {
  if (smtp === null) return null;
  const { host, port, security, trustedCertificate } = smtp;
  const source = smtp.sameCredentials ? (imap ?? readable(storedState)?.imap) : smtp;
  if (!source) return null;
  const { username, password } = source;
  return { host, port, security, username, password, trustedCertificate };
};
