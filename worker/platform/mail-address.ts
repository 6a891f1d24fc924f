/** RFC 5321 §4.5.3.1.3, without the brackets. */
const ADDRESS_MAX = 254;
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** Whether mail can be sent to it: ASCII, nothing quoted, no address literal. */
export const isMailAddress = (text: string): boolean =>
  text.length <= ADDRESS_MAX && ADDRESS.test(text);

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Whom a mail is from: `alerts@example.com` or `Letterbox <alerts@example.com>`. */
export type Sender = { name?: string; email: string };

/** Reads what {@link Sender} may look like, `null` where it is nothing of the kind. */
export const parseSender = (text: string): Sender | null => {
  const [, name = '', email = text] = /^([^<>\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim()) ?? [];
  if (!isMailAddress(email.trim())) return null;
  const shown = name.trim().replace(/^"(.*)"$/, '$1');
  return { email: email.trim(), ...(shown ? { name: shown } : {}) };
};
