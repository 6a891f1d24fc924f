/** Why a mail was not sent; all that is told of it. */
export type MailErrorCode =
  /** Nobody answers at the SMTP server's address, or whoever does serves nobody now. */
  | 'unreachable'
  /** No encrypted connection: STARTTLS not offered, a certificate that doesn't hold, no handshake. */
  | 'tls'
  | 'refused-login'
  | 'refused-sender'
  | 'refused-recipient'
  | 'refused-message'
  | 'timeout'
  /** The server closed the connection, or said what SMTP doesn't know. */
  | 'protocol';

/** A mail that was not sent, as far as we know. Holds neither what the server said nor what it was told. */
export class MailError extends Error {
  override name = 'MailError';
  readonly code: MailErrorCode;
  /** Whether the same mail may get through later, with the settings as they are. */
  readonly isTemporary: boolean;

  constructor(code: MailErrorCode, { isTemporary }: { isTemporary: boolean }) {
    super(`A mail was not sent: ${code}`);
    this.code = code;
    this.isTemporary = isTemporary;
  }
}
