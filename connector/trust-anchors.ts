import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

const MIN_TLS_VERSION = 'TLSv1.2';

/**
 * What every TLS connection trusts: Node's authorities and those in `extraCa`, a file of PEM
 * certificates. Made once, as parsing the authorities takes longer than a handshake. Throws when
 * the file can't be read or holds something else.
 */
export const trustAnchors = (extraCa?: string): SecureContext =>
  createSecureContext({
    minVersion: MIN_TLS_VERSION,
    ca: [...getCACertificates('default'), ...(extraCa ? [readFileSync(extraCa, 'utf8')] : [])],
  });
