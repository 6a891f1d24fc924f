import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../contract/mail-server.ts';
import { limitBytes, SESSION_BYTES } from './byte-budget.ts';
import { classifyOffer, classifySmtp } from './classify-smtp.ts';
import { parseEhlo, type SmtpExtensions } from './parse-ehlo.ts';
import { StageFailure } from './stage-failure.ts';

type Login = {
  /** Paused, of TLS where there is to be any, with a greeting still to be read. */
  socket: Socket;
  address: string;
  server: MailServer;
  ehloName: string;
  tooMuch: () => void;
};

/**
 * Lets nodemailer say EHLO and sign in, then takes the socket back: nodemailer can't try a sender
 * without sending a message. The password is only sent where a mechanism for it is offered.
 */
export const smtpLogin = ({
  socket,
  address,
  server,
  ehloName,
  tooMuch,
}: Login): Promise<SmtpExtensions> =>
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
      logger: false,
    });
    const fail = (error: unknown) =>
      reject(
        error instanceof StageFailure ? error : new StageFailure(classifySmtp(error as object)),
      );
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      const extensions = parseEhlo(connection.lastServerResponse || '');
      const objection = classifyOffer(extensions, encrypted);
      if (objection) return fail(new StageFailure(objection));
      connection.login({ user: server.username, pass: server.password }, (refused) => {
        if (refused) return fail(refused);
        takeBack();
        resolve(extensions);
      });
    });
    // nodemailer listens from the next turn on; from then on all that comes is counted.
    setImmediate(() => limitBytes(socket, SESSION_BYTES, tooMuch));
  });

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
