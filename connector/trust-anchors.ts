import { readFileSync } from 'node:fs';
import {
  createSecureContext,
  DEFAULT_CIPHERS,
  getCACertificates,
  type SecureContext,
} from 'node:tls';

const MIN_TLS_VERSION = 'TLSv1.2';
// A server chooses the group of DHE: one of ten thousand bits costs seconds of CPU, before any certificate
// is looked at. TLS 1.3 and ECDHE have fixed groups.
const CIPHERS = `${DEFAULT_CIPHERS}:!kDHE`;

/**
 * What every TLS connection trusts: Node's authorities and those in `extraCa`, a file of PEM
 * certificates. Made once, as parsing the authorities takes longer than a handshake. Throws when
 * the file can't be read or holds something else.
 */
export const trustAnchors = (extraCa?: string): SecureContext =>
  createSecureContext({
    minVersion: MIN_TLS_VERSION,
    ciphers: CIPHERS,
    ca: [...getCACertificates('default'), ...(extraCa ? [readFileSync(extraCa, 'utf8')] : [])],
  });
