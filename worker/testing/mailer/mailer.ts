import { MailError } from '../../platform/mail-error.ts';
import type { Mail } from '../../platform/mailer.ts';
import { smtpMailer } from '../../platform/smtp-mailer.ts';
import type { SmtpSettings } from '../../platform/smtp-settings.ts';

/** Sends the mail in the body with the settings in the body, and answers how that ended. */
export default {
  async fetch(request) {
    const { settings, mail } = await request.json<{ settings: SmtpSettings; mail: Mail }>();
    try {
      await smtpMailer(settings)(mail);
      return Response.json('sent');
    } catch (error) {
      return Response.json(error instanceof MailError ? error.code : String(error));
    }
  },
} satisfies ExportedHandler;
