import type { Protocol } from '../contract/mail-server.ts';

/** What the first bytes from a server show it to be; `unknown` while they could still become anything. */
export type Speaker = Protocol | 'pop3' | 'http' | 'tls' | 'other' | 'unknown';

const STARTS = [
  // RFC 9051 §7.1: "* OK", "* PREAUTH" or "* BYE".
  ['imap', /^\* (?:OK|PREAUTH|BYE)[ \r\n]/i],
  // RFC 5321 §4.2: three digits, then a space, a hyphen or the end.
  ['smtp', /^[2-5]\d\d[ \r\n-]/],
  // RFC 1939 §3.
  ['pop3', /^(?:\+OK|-ERR)[ \r\n]/],
  // RFC 9112 §4.
  ['http', /^HTTP\//],
] as const;

const LONGEST_START_BYTES = '* PREAUTH '.length;
const PARTIAL = [
  /^[2-5]\d{0,2}$/,
  ...prefixes('* OK '),
  ...prefixes('* PREAUTH '),
  ...prefixes('* BYE '),
  ...prefixes('+OK '),
  ...prefixes('-ERR '),
  ...prefixes('HTTP/'),
];

function prefixes(word: string): RegExp[] {
  return Array.from(
    { length: word.length - 1 },
    (_, index) => new RegExp(`^${word.slice(0, index + 1).replace(/[*+]/, '\\$&')}$`, 'i'),
  );
}

/** A TLS handshake or alert record (RFC 8446 §5.1): type 22 or 21, legacy version 3.x. */
const isTlsRecord = (bytes: Buffer): boolean =>
  (bytes[0] === 0x16 || bytes[0] === 0x15) && (bytes.length < 2 || bytes[1] === 0x03);

/** Tells protocols apart by how they begin. SSH and junk are `other`; FTP begins as SMTP does. */
export const judgeFirstBytes = (bytes: Buffer): Speaker => {
  if (bytes.length === 0) return 'unknown';
  if (isTlsRecord(bytes)) return bytes.length < 2 ? 'unknown' : 'tls';
  const start = bytes.toString('latin1', 0, LONGEST_START_BYTES);
  const found = STARTS.find(([, pattern]) => pattern.test(start));
  if (found) return found[0];
  return PARTIAL.some((partial) => partial.test(start)) ? 'unknown' : 'other';
};
