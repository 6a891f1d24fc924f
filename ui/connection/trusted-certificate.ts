import { type TrustedCertificate, trustedCertificate } from '../../contract/certificate.ts';

/** A trusted certificate that was kept somewhere; none where it can't be read. */
export const readTrust = (value: unknown): TrustedCertificate | null => {
  const parsed = trustedCertificate.safeParse(value);
  return parsed.success ? parsed.data : null;
};

/** One text for a certificate, another for each other; empty for none. */
export const trustToText = (trusted: TrustedCertificate | null): string =>
  trusted === null ? '' : `${trusted.fingerprint} ${trusted.expiresAt}`;

/** Reads it back. */
export const trustFromText = (text: string): TrustedCertificate | null => {
  const [fingerprint, expiresAt] = text.split(' ');
  return readTrust({ fingerprint, expiresAt });
};

export const isExpired = ({ expiresAt }: TrustedCertificate, now: number): boolean =>
  Date.parse(expiresAt) <= now;
