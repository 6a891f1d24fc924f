import { Email } from 'worker-mailer';
import { MailError } from '../platform/mail-error.ts';
import type { Mail } from '../platform/mailer.ts';
import { smtpMailer } from '../platform/smtp-mailer.ts';
import type { SmtpSettings } from '../platform/smtp-settings.ts';
import { play, type Said } from './scripted-smtp.ts';

/** Stands for the SMTP password; to be found nowhere but on the wire. */
export const SMTP_CANARY = 'canary pässword €';

export const LETTER: Mail = {
  to: 'owner@acme.test',
  subject: 'An inbox needs you',
  text: 'Sales can’t be reached.\n',
  id: 'alr_1',
};

/** Longer than anything here takes that comes to an end. */
const PATIENCE_MS = 25_000;

export const serverAt = (port: number, more: Partial<SmtpSettings> = {}): SmtpSettings => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  login: { username: 'letterbox', password: SMTP_CANARY },
  from: { name: 'Letterbox', email: 'letterbox@mail.acme.test' },
  ...more,
});

type Patience = { deadlineMs?: number; goodbyeMs?: number };

const isPatched = () => {
  try {
    return !new Email({ from: 'a@a.test', to: 'b@b.test', subject: '\r\n', text: 'x' });
  } catch {
    return true;
  }
};
// Without its patch, the library takes the whole run with it: its endless loop ends by no time limit.
if (!isPatched()) throw new Error('worker-mailer is not patched. Run: npm ci');

/** How sending ended: `sent`, or the error's code, with `again` where trying again may help. */
export const sending = async (
  settings: SmtpSettings,
  mail: Mail = LETTER,
  { deadlineMs = PATIENCE_MS, goodbyeMs = PATIENCE_MS }: Patience = {},
): Promise<string> => {
  const send = smtpMailer(settings, { deadlineMs, goodbyeMs });
  try {
    await send(mail);
    return 'sent';
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return `${error.code}${error.isTemporary ? ', again' : ''}`;
  }
};

/** Sends a mail to a scripted server, and gives how it ended with all that the server heard. */
export const sendTo = async (
  script: readonly Said[],
  {
    mail = LETTER,
    patience,
    ...more
  }: Partial<SmtpSettings> & { mail?: Mail; patience?: Patience } = {},
) => {
  const server = await play(script);
  const begun = performance.now();
  const end = await sending(serverAt(server.port, more), mail, patience);
  return { end, ms: performance.now() - begun, heard: await server.heard(), server };
};
