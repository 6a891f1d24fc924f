import type { X509Certificate } from 'node:crypto';
import type { FailureCode } from '../contract/failure.ts';
import { classifySocket } from './classify-socket.ts';
import { isWeakCertificate } from './weak-certificate.ts';

/** X.509 verification results by the names Node gives them (X509_verify_cert_error_string's constants). */
const CERTIFICATE: Record<string, FailureCode> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  HOSTNAME_MISMATCH: 'certificate-wrong-name',
  EE_KEY_TOO_SMALL: 'certificate-weak',
  CA_KEY_TOO_SMALL: 'certificate-weak',
  CA_MD_TOO_WEAK: 'certificate-weak',
};

/** Node's name for every verification result that it has none for, weak keys and signatures among them. */
const UNNAMED = 'UNSPECIFIED';

/** The answer to our ClientHello was no TLS record at all. */
const NOT_TLS = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_BAD_RECORD_TYPE',
  'ERR_SSL_RECORD_LAYER_FAILURE',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_UNEXPECTED_MESSAGE',
]);

const TOO_OLD = new Set([
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_VERSION_TOO_LOW',
  'ERR_SSL_WRONG_SSL_VERSION',
]);

/** Why a certificate is not accepted, from `authorizationError`. Unknown reasons are "untrusted". */
export const classifyCertificate = (
  authorizationError: string,
  certificate?: X509Certificate,
): FailureCode => {
  const isWeak =
    authorizationError === UNNAMED && certificate !== undefined && isWeakCertificate(certificate);
  return CERTIFICATE[authorizationError] ?? (isWeak ? 'certificate-weak' : 'certificate-untrusted');
};

/** Whether a failed handshake failed because the other side doesn't speak TLS there. */
export const isNotTls = (code: unknown): boolean => NOT_TLS.has(String(code));

/** Why a handshake failed before there was a certificate to look at. */
export const classifyHandshake = (code: unknown): FailureCode =>
  TOO_OLD.has(String(code)) ? 'tls-version-unsupported' : (classifySocket(code) ?? 'tls-failed');
