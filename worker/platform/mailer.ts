/**
 * A mail of Letterbox's own: plain text, to one address. `id` makes its Message-ID, so that a mail that is
 * sent again is the same message to whoever receives it; without one, each sending is another message.
 */
export type Mail = { to: string; subject: string; text: string; id?: string };

/**
 * Sends mail from Letterbox itself, and rejects with a `MailError` where nobody took it; `null` in a
 * deployment that can't.
 */
export type Mailer = ((mail: Mail) => Promise<void>) | null;

/**
 * A mailer for a local stand: prints each mail as one line of JSON instead of sending it. Never for
 * production, as a sign-in link in a log is a way in.
 */
export const printMails: Mailer = async ({ to, subject, text }) => {
  console.info(JSON.stringify({ level: 'info', event: 'mail', to, subject, text }));
};
