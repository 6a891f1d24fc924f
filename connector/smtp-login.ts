import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection, {
  type SMTPConnectionCustomAuthContext,
} from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { StageFacts } from '../contract/connection-test.ts';
import type { ServerToTest } from '../contract/connector.ts';
import { limitBytes, SESSION_BYTES } from './byte-budget.ts';
import { classifyOffer, classifySmtp } from './classify-smtp.ts';
import { parseEhlo, type SmtpExtensions } from './parse-ehlo.ts';
import { scrubReply } from './scrub-reply.ts';
import { smtpOffer } from './smtp-offer.ts';
import { StageFailure } from './stage-failure.ts';

type Login = {
  /** Paused, of TLS where there is to be any, with a greeting still to be read. */
  socket: Socket;
  address: string;
  server: ServerToTest;
  ehloName: string;
  /** Told what the server offers, once it is known, however the login ends. */
  offered: (facts: StageFacts) => void;
  tooMuch: () => void;
};

type Envelope = { from: string; to: string };

/** Signed in. Either the socket is taken back, or a message is sent; nothing can be done after both. */
export type SmtpSession = {
  extensions: SmtpExtensions;
  /** Takes the socket back, paused: nodemailer can't try a sender without sending a message. */
  takeBack(): Socket;
  /**
   * Sends one message, as RFC 5322 text. `handedOver` is called once all of it is on its way: from then
   * on the server may have taken it, whatever it answers or doesn't. Rejects with nodemailer's error.
   */
  send(envelope: Envelope, message: Buffer, handedOver: () => void): Promise<void>;
  /** Says QUIT and closes the connection at the latest after `lingerMs`, whether it is answered or not. */
  part(lingerMs: number): void;
};

/** Lets nodemailer say EHLO and sign in. The password is only sent where a mechanism for it is offered. */
export const smtpLogin = ({
  socket,
  address,
  server,
  ehloName,
  offered,
  tooMuch,
}: Login): Promise<SmtpSession> =>
  new Promise((resolve, reject) => {
    const encrypted = server.security !== 'none';
    const takeBack = lend(socket);
    const connection = new SMTPConnection({
      connection: socket,
      host: address,
      port: server.port,
      name: ehloName,
      secure: encrypted,
      secured: encrypted,
      // STARTTLS is done by now, or not wanted.
      ignoreTLS: true,
      customAuth: { XOAUTH2: sendTokenOnce },
      logger: false,
    });
    const withToken = server.accessToken !== undefined;
    const fail = (error: unknown) => {
      if (error instanceof StageFailure) return reject(error);
      const reply = scrubReply((error as { response?: unknown }).response, server);
      const code = classifySmtp(error as object, { withToken });
      reject(new StageFailure(code, undefined, reply === undefined ? {} : { reply }));
    };
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      const extensions = parseEhlo(connection.lastServerResponse || '');
      offered(smtpOffer(extensions, server));
      const objection = classifyOffer(extensions, encrypted, withToken);
      if (objection) return fail(new StageFailure(objection));
      connection.login(authenticationOf(server), (refused) => {
        if (refused) return fail(refused);
        resolve({
          extensions,
          takeBack: () => {
            takeBack();
            return socket;
          },
          send: (envelope, message, handedOver) =>
            sendOne(connection, envelope, message, handedOver),
          part: (lingerMs) => {
            connection.quit();
            setTimeout(() => socket.destroy(), lingerMs).unref();
          },
        });
      });
    });
    // nodemailer listens from the next turn on; from then on all that comes is counted.
    setImmediate(() => limitBytes(socket, SESSION_BYTES, tooMuch));
  });

const sendOne = (
  connection: SMTPConnection,
  { from, to }: Envelope,
  message: Buffer,
  handedOver: () => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.on('error', reject);
    // nodemailer reads it once the server has said that it may come.
    const source = Readable.from([message]).once('end', handedOver);
    connection.send({ from, to: [to] }, source, (error) => (error ? reject(error) : resolve()));
  });

// nodemailer's own XOAUTH2 signs in a second time with a refused token, which a server counts.
const sendTokenOnce = async ({ auth, sendCommand }: SMTPConnectionCustomAuthContext) => {
  const { user = '', pass: token = '' } = auth;
  const framed = `user=${user}\u0001auth=Bearer ${token}\u0001\u0001`;
  const first = await sendCommand(`AUTH XOAUTH2 ${Buffer.from(framed).toString('base64')}`);
  // The error comes as a challenge; the server says no once that is answered.
  const last = first.status === 334 ? await sendCommand('') : first;
  if (last.status !== 235) throw new Error('The token was refused.');
};

// With `oauth2` nodemailer chooses XOAUTH2, whatever else is offered; without, it would give the token to
// LOGIN as a password.
const authenticationOf = ({ username: user, password, accessToken }: ServerToTest) =>
  accessToken === undefined
    ? { user, pass: password }
    : { user, pass: accessToken, oauth2: new XOAuth2({ user, accessToken }) };

const EVENTS = ['data', 'end', 'close', 'error', 'timeout'] as const;

/** Gives back a function that undoes what a borrower has attached to the socket since. */
const lend = (socket: Socket): (() => void) => {
  const own = new Map(EVENTS.map((event) => [event, socket.listeners(event)]));
  return () => {
    socket.pause();
    socket.setTimeout(0);
    for (const event of EVENTS) {
      for (const listener of socket.listeners(event)) {
        if (!own.get(event)?.includes(listener)) socket.off(event, listener as () => void);
      }
    }
  };
};
