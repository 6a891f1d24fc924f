import type { MailError } from '../platform/mail-error.ts';
import type { Mail, Mailer } from '../platform/mailer.ts';

/** A mail server of the tests: keeps what it takes, and what it was offered. */
export const keptMails = () => {
  const taken: Mail[] = [];
  const offered: Mail[] = [];
  let refusalOf: (mail: Mail) => MailError | null = () => null;

  const mailer: Mailer = async (mail) => {
    offered.push(mail);
    const refusal = refusalOf(mail);
    if (refusal) throw refusal;
    taken.push(mail);
  };

  return {
    mailer,
    taken,
    offered,
    /** Refuses mails from now on, as a test says. */
    refuse: (refuse: (mail: Mail) => MailError | null) => {
      refusalOf = refuse;
    },
    /** What each of the mails that were taken is about, and whom it went to. */
    said: () => taken.map(({ to, subject }) => `${to}: ${subject}`).sort(),
  };
};

export type KeptMails = ReturnType<typeof keptMails>;
