import { connect, type Socket } from 'node:net';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { createTransport, type Transporter } from 'nodemailer';
import { issueCertificate, type KeyPair, LOCAL_SERVER, makeAuthority } from '../certificates.ts';
import { type MailServer, type MailServerSettings, startMailServer } from './mail-server.ts';

/** A server on free ports, and what a client needs to reach and to trust it. */
export interface Stand {
  server: MailServer;
  authority: KeyPair;
}

export type Security = 'tls' | 'starttls' | 'none';

export async function startStand(
  settings: Omit<MailServerSettings, 'certificates'>,
  given?: KeyPair,
): Promise<Stand> {
  const authority = given ?? (await makeAuthority());
  const certificates = await issueCertificate(authority, LOCAL_SERVER);
  return { server: await startMailServer({ ...settings, certificates }), authority };
}

export function imapClient(
  { server, authority }: Stand,
  security: Security,
  auth: { user: string; pass: string; loginMethod?: string },
): ImapFlow {
  return new ImapFlow({
    host: '127.0.0.1',
    port: security === 'tls' ? server.ports.imaps : server.ports.imap,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    tls: { ca: authority.cert },
    auth,
    logger: false,
  } as ImapFlowOptions);
}

export function smtpClient(
  { server, authority }: Stand,
  security: Security,
  auth: { user: string; pass: string },
): Transporter {
  return createTransport({
    host: '127.0.0.1',
    port: security === 'tls' ? server.ports.submissions : server.ports.smtp,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { ca: authority.cert },
    auth,
  });
}

/** A line-by-line client for what no library would ever send. */
export class RawClient {
  readonly socket: Socket;
  transcript = '';
  readonly closed: Promise<void>;

  constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    // A cut connection shows in `closed`; the reset that may come with it is no failure of a test.
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      this.transcript += chunk.toString('latin1');
    });
  }

  static connect(port: number): RawClient {
    return new RawClient(connect(port, '127.0.0.1'));
  }

  /** Sends, and waits for a line that matches; answers all that was received since the last call. */
  async ask(text: string | Buffer, until: RegExp): Promise<string> {
    this.socket.write(text);
    return this.until(until);
  }

  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      if (pattern.test(this.transcript)) {
        const received = this.transcript;
        this.transcript = '';
        return received;
      }
      if (this.socket.destroyed) throw new Error(`Closed before ${pattern}: ${this.transcript}`);
      await new Promise<void>((resolve) => {
        this.socket.once('data', () => resolve());
        this.socket.once('close', () => resolve());
      });
    }
  }
}
