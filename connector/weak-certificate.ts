import type { X509Certificate } from 'node:crypto';

/** As OpenSSL's security level 2, which Node sets: keys and signatures worth at least 112 bits (SSL_CTX_set_security_level). */
const MIN_MODULUS_BITS = 2_048;
const WEAK_CURVES = new Set(['prime192v1', 'secp160k1', 'secp160r1', 'secp160r2', 'secp192k1']);

/** By object identifier (RFC 3279 §2.2): MD2, MD5 and SHA-1 with RSA, SHA-1 with DSA and ECDSA. */
const WEAK_SIGNATURES = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.10040.4.3',
  '1.2.840.10045.4.1',
]);
/** A chain that a stranger sends; certificates may name each other in a circle. */
const MAX_CHAIN = 10;

/** Whether the certificate, or one of those sent to vouch for it, has a key or a signature of an outdated kind. */
export const isWeakCertificate = (certificate: X509Certificate): boolean => {
  let each: X509Certificate | undefined = certificate;
  for (let depth = 0; each && depth < MAX_CHAIN; depth += 1) {
    if (hasWeakKey(each) || WEAK_SIGNATURES.has(each.signatureAlgorithmOid ?? '')) return true;
    each = each.issuerCertificate;
  }
  return false;
};

const hasWeakKey = ({ publicKey }: X509Certificate): boolean => {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const isSmall = modulusLength !== undefined && modulusLength < MIN_MODULUS_BITS;
  return isSmall || WEAK_CURVES.has(namedCurve ?? '');
};
