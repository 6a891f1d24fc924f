const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const fromBytes = (latin1: string) =>
  utf8.decode(Uint8Array.from(latin1, (char) => char.charCodeAt(0)));

/** The message that a server was sent, without the dots that were put before dots (RFC 5321 §4.5.2). */
export const messageIn = (heard: string) => {
  const [, sent = ''] = /\r\nDATA\r\n(.*?)\r\n\.\r\n/s.exec(heard) ?? [];
  const raw = sent.replace(/^\./gm, '');
  const [head = ''] = raw.split('\r\n\r\n');
  const headers = head
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .map((line): [string, string] => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    });
  const [, body = ''] =
    /quoted-printable\r\n\r\n(.*)\r\n\r\n--alternative_\w+--\r\n/s.exec(raw) ?? [];
  return { raw, headers, body };
};

/** Decodes quoted-printable (RFC 2045 §6.7). */
export const quotedPrintable = (body: string): string =>
  fromBytes(
    body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  );

/** Decodes base64 encoded words, and joins those that follow each other (RFC 2047 §6.2). */
export const encodedWords = (value: string): string =>
  value
    .replace(/\?= +(?==\?)/g, '?=')
    .replace(/=\?UTF-8\?B\?([^?]{0,63})\?=/g, (_, base64) => fromBytes(atob(base64)));
