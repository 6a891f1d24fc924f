import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { classifyCertificate, classifyHandshake } from './classify-tls.ts';
import { describeCertificate } from './describe-certificate.ts';
import { StageFailure } from './stage-failure.ts';

export type Securing = { host: string; trust: SecureContext; signal: AbortSignal };

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

/**
 * Describes the connection when its certificate is valid, of a trusted authority and for the host
 * (RFC 9525); throws otherwise.
 */
export const acceptPeer = (secured: TLSSocket): string => {
  const certificate = secured.getPeerX509Certificate();
  if (!certificate) throw new StageFailure('tls-failed');
  const detail = `${secured.getProtocol()}, ${describeCertificate(certificate)}`;
  if (secured.authorized) return detail;
  // Typed as an Error, but Node gives the code as a string.
  throw new StageFailure(classifyCertificate(String(secured.authorizationError)), detail);
};

/** The whole handshake and the certificate. Throws a StageFailure, or the handshake's error as Node gives it. */
export const secure = (
  socket: Socket,
  securing: Securing,
): Promise<{ secured: TLSSocket; detail: string }> =>
  new Promise((resolve, reject) => {
    const secured = startTls(socket, securing);
    secured.once('error', reject);
    secured.once('close', () => reject(new StageFailure('connection-closed')));
    secured.once('secureConnect', () => {
      secured.pause();
      try {
        resolve({ secured, detail: acceptPeer(secured) });
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
