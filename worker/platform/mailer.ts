export type Mail = { to: string; subject: string; text: string };

/** Sends mail from Letterbox itself; `null` in a deployment that can't. */
export type Mailer = ((mail: Mail) => Promise<void>) | null;

/**
 * A mailer for a local stand: prints each mail as one line of JSON instead of sending it. Never for
 * production, as a sign-in link in a log is a way in.
 */
export const printMails: Mailer = async ({ to, subject, text }) => {
  console.info(JSON.stringify({ level: 'info', event: 'mail', to, subject, text }));
};
