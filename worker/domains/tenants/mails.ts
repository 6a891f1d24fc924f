import type { Configuration } from '../../platform/configuration.ts';
import type { Mail } from '../../platform/mailer.ts';
import { invitationSecret } from './invitation-secret.ts';

/** The mail with a sign-in link. */
export const signInMail = (to: string, url: string): Mail => ({
  to,
  subject: 'Sign in to Letterbox',
  text: `Open this link within 10 minutes to sign in to Letterbox:\n\n${url}\n\nIf you did not ask for it, ignore this mail.`,
});

type Invited = { id: string; email: string; organization: string; inviter: string };

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** The mail with an invitation; the only place that its secret is in. */
export const invitationMail = async (
  { id, email, organization, inviter }: Invited,
  { PUBLIC_URL, AUTH_SECRET }: Configuration,
): Promise<Mail> => ({
  to: email,
  subject: oneLine(`Join ${organization} on Letterbox`),
  text: `${inviter} invites you to ${organization} on Letterbox. Open this link within 7 days:\n\n${PUBLIC_URL}/invitation/${await invitationSecret(id, AUTH_SECRET)}`,
});
