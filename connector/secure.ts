import type { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { TrustedCertificate } from '../contract/certificate.ts';
import type { StageFacts } from '../contract/connection-test.ts';
import type { FailureCode } from '../contract/failure.ts';
import { classifyCertificate, classifyHandshake } from './classify-tls.ts';
import { describeCertificate, viewChain } from './describe-certificate.ts';
import { StageFailure } from './stage-failure.ts';

export type Securing = { host: string; trust: SecureContext; signal: AbortSignal };

/** The one certificate that is trusted by its fingerprint, if any. */
export type Exception = TrustedCertificate | null | undefined;

/** A TLS connection in our words, and in the facts behind them. */
export type Secured = { detail: string; facts: StageFacts };

/**
 * Starts TLS on a connected socket; nothing but the handshake is sent. The caller waits for
 * `secureConnect` and then asks {@link acceptPeer}. The socket is destroyed when `signal` aborts.
 */
export const startTls = (socket: Socket, { host, trust, signal }: Securing): TLSSocket => {
  const secured = connect({
    socket,
    secureContext: trust,
    // The name the certificate must be for. RFC 6066 §3: no SNI for an address.
    host,
    ...(isIP(host) === 0 && { servername: host }),
    // Not a way around the check: it lets acceptPeer tell the reason before anything is sent.
    rejectUnauthorized: false,
  });
  secured.on('error', () => {});
  signal.addEventListener('abort', () => secured.destroy(), { once: true });
  return secured;
};

// What an admin may set aside by trusting one certificate; a wrong name only because a certificate that
// nobody vouches for seldom has the right one.
const TRUSTABLE: ReadonlySet<FailureCode> = new Set([
  'certificate-self-signed',
  'certificate-untrusted',
  'certificate-wrong-name',
]);

const datesFailure = ({ validFromDate, validToDate }: X509Certificate): FailureCode | null => {
  const now = new Date();
  if (validToDate < now) return 'certificate-expired';
  return validFromDate > now ? 'certificate-not-yet-valid' : null;
};

/** Why a certificate that did not verify is not accepted; `null` where it is the trusted one. */
const objection = (
  certificate: X509Certificate,
  code: FailureCode,
  exception: Exception,
): FailureCode | null => {
  if (!exception || !TRUSTABLE.has(code)) return code;
  const isTrusted = certificate.fingerprint256 === exception.fingerprint;
  return isTrusted ? datesFailure(certificate) : 'certificate-changed';
};

/**
 * Describes the connection when its certificate is valid, of a trusted authority and for the host
 * (RFC 9525), or is the very one that is trusted at this server and in its time; throws otherwise.
 */
export const acceptPeer = (secured: TLSSocket, exception: Exception): Secured => {
  const certificate = secured.getPeerX509Certificate();
  if (!certificate) throw new StageFailure('tls-failed');
  const version = secured.getProtocol() ?? 'TLS';
  const cipher = secured.getCipher().standardName;
  const facts = { tls: { version, cipher, chain: viewChain(certificate) } };
  const detail = `${version}, ${describeCertificate(certificate)}`;
  if (secured.authorized) return { detail, facts };
  // Typed as an Error, but Node gives the code as a string.
  const code = classifyCertificate(String(secured.authorizationError), certificate);
  const objected = objection(certificate, code, exception);
  if (objected !== null) throw new StageFailure(objected, detail, facts);
  return { detail: `${detail}, trusted by its fingerprint`, facts };
};

/** The whole handshake and the certificate. Throws a StageFailure, or the handshake's error as Node gives it. */
export const secure = (
  socket: Socket,
  securing: Securing & { exception: Exception },
): Promise<Secured & { secured: TLSSocket }> =>
  new Promise((resolve, reject) => {
    const secured = startTls(socket, securing);
    secured.once('error', reject);
    secured.once('close', () => reject(new StageFailure('connection-closed')));
    secured.once('secureConnect', () => {
      secured.pause();
      try {
        resolve({ secured, ...acceptPeer(secured, securing.exception) });
      } catch (error) {
        secured.destroy();
        reject(error);
      }
    });
  });

/** A handshake's error as a failure. */
export const handshakeFailure = (error: unknown): StageFailure =>
  error instanceof StageFailure
    ? error
    : new StageFailure(classifyHandshake((error as { code?: unknown }).code));
