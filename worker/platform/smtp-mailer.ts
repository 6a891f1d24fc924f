import { connect } from 'cloudflare:sockets';
import { LogLevel, WorkerMailer } from 'worker-mailer';
import { type ComposedMail, composeMail } from './compose-mail.ts';
import { judgeMailFault, type MailFault } from './judge-mail-fault.ts';
import { domainOf } from './mail-address.ts';
import { MailError } from './mail-error.ts';
import type { Mailer } from './mailer.ts';
import type { SmtpSettings } from './smtp-settings.ts';

const DEADLINE_MS = 19_000;
const GOODBYE_MS = 1_000;

type Options = {
  now?: () => Date;
  /** How long a mail may take until the server has accepted it. */
  deadlineMs?: number;
  /** How long the server may take to say goodbye afterwards. */
  goodbyeMs?: number;
};

/** Whether anybody listens there; never says that nobody does because TLS failed. */
const isListening = async ({ host, port }: SmtpSettings, signal: AbortSignal): Promise<boolean> => {
  const socket = connect(
    { hostname: host, port },
    { secureTransport: 'off', allowHalfOpen: false },
  );
  socket.closed.catch(() => {});
  const close = () => void socket.close().catch(() => {});
  signal.addEventListener('abort', close, { once: true });
  const isOpen = await socket.opened.then(
    () => true,
    () => false,
  );
  close();
  return isOpen;
};

const judge = async (
  thrown: unknown,
  settings: SmtpSettings,
  signal: AbortSignal,
): Promise<MailError> => {
  const { step, replyCode } = Object(thrown) as MailFault;
  // With TLS from the start, the runtime tells a failed handshake from a failed connection in prose only.
  const isTls =
    step === 'connect' && settings.security === 'tls' && (await isListening(settings, signal));
  return judgeMailFault({ step: isTls ? 'tls' : (step ?? ''), replyCode });
};

const deliver = async (
  settings: SmtpSettings,
  message: ComposedMail,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<WorkerMailer> => {
  const { host, port, security, login, from } = settings;
  try {
    const session = await WorkerMailer.connect({
      host,
      port,
      secure: security === 'tls',
      startTls: security === 'starttls',
      ...(login ? { credentials: login } : {}),
      authType: ['plain', 'login'],
      ehloName: domainOf(from.email),
      // What bounces comes back to the sender, by its headers alone.
      dsn: { RET: { HEADERS: true }, NOTIFY: { FAILURE: true } },
      logLevel: LogLevel.NONE,
      socketTimeoutMs: timeoutMs,
      signal,
    });
    await session.send(message);
    return session;
  } catch (error) {
    throw await judge(error, settings, signal);
  }
};

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Sends each mail in a session of its own. It resolves when the server has taken the mail, and rejects with
 * a {@link MailError} within 20 seconds whatever the server does. A mail whose acceptance was not heard may
 * have been taken: it can be sent again with the same `id`.
 */
export const smtpMailer =
  (
    settings: SmtpSettings,
    { now = () => new Date(), deadlineMs = DEADLINE_MS, goodbyeMs = GOODBYE_MS }: Options = {},
  ): NonNullable<Mailer> =>
  async (mail) => {
    const message = composeMail(mail, settings.from, now());
    const cut = new AbortController();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new MailError('timeout', { isTemporary: true }));
      cut.abort();
    }, deadlineMs);
    try {
      // The library's own time limits come later, so that only ours is ever met.
      const limits = { signal: cut.signal, timeoutMs: 2 * deadlineMs };
      const session = await Promise.race([deliver(settings, message, limits), late.promise]);
      await Promise.race([session.close(), after(goodbyeMs)]);
    } finally {
      clearTimeout(timer);
      cut.abort();
    }
  };
