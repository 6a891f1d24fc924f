import { z } from 'zod';

/** SHA-256 over a certificate's DER encoding, as OpenSSL and browsers print it: 32 pairs of capital hex digits. */
export const fingerprint = z
  .string()
  .regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/, { error: 'This is no SHA-256 fingerprint.' });

/**
 * The one certificate that an admin trusts at one server although no known authority vouches for it.
 * `expiresAt` is what that certificate says, kept to be shown; what is compared is the fingerprint.
 */
export const trustedCertificate = z.object({ fingerprint, expiresAt: z.iso.datetime() });
export type TrustedCertificate = z.infer<typeof trustedCertificate>;

/** A certificate as it may be shown. Its texts were written by a stranger: cut, and free of controls and bidi marks. */
export const certificateView = z.object({
  /** Its subject alternative names (RFC 5280 §4.2.1.6), at most twenty. */
  names: z.array(z.string()),
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  fingerprint,
});
export type CertificateView = z.infer<typeof certificateView>;
