import addressparser from 'nodemailer/lib/addressparser';
import { fieldOf, type HeaderField, headerBytes } from './mime.ts';
import { imapString, list, NIL, nstring } from './response.ts';

/** ENVELOPE (RFC 3501 §7.4.2), encoded words left as they are. */
export function envelope(fields: readonly HeaderField[]): Buffer {
  const field = (name: string) => fieldOf(fields, name);
  const text = (name: string) => nstring(headerBytes(field(name)));
  const from = field('from');
  return list([
    text('date'),
    text('subject'),
    addresses(from),
    // Without a Sender or Reply-To the server says who takes their place: From.
    addresses(field('sender') || from),
    addresses(field('reply-to') || from),
    addresses(field('to')),
    addresses(field('cc')),
    addresses(field('bcc')),
    text('in-reply-to'),
    text('message-id'),
  ]);
}

function addresses(value: string | undefined): Buffer {
  const mailboxes = addressparser(value, { flatten: true });
  if (mailboxes.length === 0) return NIL;
  const structures = mailboxes.map(({ name, address }) => {
    const at = address.lastIndexOf('@');
    const local = at < 0 ? address : address.slice(0, at);
    // Syntax wants a string here: NIL would mean the end of a group.
    const host = imapString(headerBytes(at < 0 ? '' : address.slice(at + 1)));
    return list([
      nstring(headerBytes(name || undefined)),
      NIL,
      imapString(headerBytes(local)),
      host,
    ]);
  });
  return list(structures, '');
}
