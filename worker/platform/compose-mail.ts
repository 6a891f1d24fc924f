import { domainOf, isMailAddress, type Sender } from './mail-address.ts';
import { MailError } from './mail-error.ts';
import type { Mail } from './mailer.ts';

const TEXT_MAX_BYTES = 64 * 1024;
const SUBJECT_MAX = 250;
const ID = /^[\w.-]{1,100}$/;

/** A mail with its sender and headers, none of which can end early or hold another. */
export type ComposedMail = {
  from: Sender;
  to: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
};

const never = (code: 'refused-recipient' | 'refused-message') =>
  new MailError(code, { isTemporary: false });

/** Makes what is sent of a mail. Throws a {@link MailError} where it could only be refused. */
export const composeMail = (mail: Mail, from: Sender, now: Date): ComposedMail => {
  const { to, subject, text, id = crypto.randomUUID() } = mail;
  if (!isMailAddress(to)) throw never('refused-recipient');
  const isLong =
    subject.length > SUBJECT_MAX || new TextEncoder().encode(text).length > TEXT_MAX_BYTES;
  if (isLong || text === '' || !ID.test(id) || /[\r\n\0]/.test(subject)) {
    throw never('refused-message');
  }
  const headers = {
    Date: now.toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${id}@${domainOf(from.email)}>`,
    // RFC 3834 §5: nobody's absence is to be answered to it.
    'Auto-Submitted': 'auto-generated',
  };
  return { from, to, subject, text, headers };
};
