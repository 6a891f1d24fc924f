import { callbackify } from 'node:util';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Account, MailStore } from './store.ts';

const MESSAGE_LIMIT_BYTES = 10 * 1024 * 1024;
/** RFC 5321 §4.5.3.2.7. */
const IDLE_TIMEOUT_MS = 5 * 60 * 1000;

export interface SmtpSettings {
  store: MailStore;
  certificates: { key: string; cert: string };
  /** TLS from the first byte (submissions, RFC 8314) instead of STARTTLS. */
  implicitTls: boolean;
  /** Offers and accepts AUTH only once TLS is on. */
  requireTls: boolean;
}

/** A submission server that delivers to the store's own accounts and nowhere else. */
export function createSmtpServer({
  store,
  certificates,
  implicitTls,
  requireTls,
}: SmtpSettings): SMTPServer {
  const server = new SMTPServer({
    ...certificates,
    name: 'mail.letterbox.test',
    secure: implicitTls,
    allowInsecureAuth: !requireTls,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    size: MESSAGE_LIMIT_BYTES,
    rejectOversized: true,
    socketTimeout: IDLE_TIMEOUT_MS,
    // The enhanced codes (RFC 3463) are in our own texts: the library knows only one for 553.
    hideENHANCEDSTATUSCODES: true,
    logger: false,

    onConnect(session, done) {
      // smtp-server would still advertise AUTH; without it every MAIL ends in onMailFrom's 530.
      if (requireTls && !session.secure) session.disabledCommands = ['AUTH'];
      done();
    },
    onSecure(_socket, session, done) {
      session.disabledCommands = [];
      done();
    },
    onAuth({ username, password, authcid, authzid }, _session, done) {
      // Acting for somebody else is not offered (RFC 4616 §2).
      const actsAsSelf = !authzid || !authcid || authzid === authcid;
      const account = actsAsSelf ? store.logIn(username ?? '', password ?? '') : undefined;
      if (!account) return done(refusal(535, '5.7.8 Authentication credentials invalid'));
      done(null, { user: account });
    },
    onMailFrom({ address }, session, done) {
      const account = senderOf(session);
      if (!account) return done(refusal(530, '5.7.0 Must issue a STARTTLS command first'));
      if (store.account(address) === account) return done();
      done(refusal(553, '5.7.1 Sender address not owned by the authenticated user'));
    },
    onRcptTo({ address }, _session, done) {
      if (store.account(address)) return done();
      done(refusal(550, '5.1.1 No such account here, and nothing leaves this machine'));
    },
    onData(stream, session, done) {
      const delivered = collect(stream).then((raw) => {
        // No trace headers (RFC 5321 §4.4): what arrives is, byte for byte, what was sent.
        if (!stream.sizeExceeded) deliver(store, session, raw);
      });
      callbackify(() => delivered)((error) => done(error, 'Delivered'));
    },
  });
  // A client that hangs up or fails its handshake is no event for a demo server, but an `error`
  // without a listener would end the process. Listening errors reach the net.Server itself.
  server.on('error', () => {});
  return server;
}

function senderOf(session: SMTPServerSession): Account | undefined {
  return session.user || undefined;
}

function deliver(store: MailStore, session: SMTPServerSession, raw: Buffer): void {
  for (const { address } of session.envelope.rcptTo) {
    store.account(address)?.mailbox('INBOX')?.append(raw);
  }
}

async function collect(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (!stream.sizeExceeded) chunks.push(chunk);
    else chunks.length = 0;
  }
  return Buffer.concat(chunks);
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
