import MailComposer from 'nodemailer/lib/mail-composer';

type Mail = NonNullable<ConstructorParameters<typeof MailComposer>[0]>;

/**
 * A message as RFC 5322 text. No file and no URL is read into it, whatever it names: rejects instead.
 */
export const composeRaw = (mail: Mail): Promise<Buffer> =>
  new MailComposer({ ...mail, disableFileAccess: true, disableUrlAccess: true }).compile().build();
