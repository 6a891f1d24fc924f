const ENCODED_WORD = /=\?([\w-]+)(?:\*[\w-]+)?\?([BQ])\?([^?\s]*)\?=/gi;
/** White space between two encoded words is not part of the text (RFC 2047 §6.2). */
const GAP = /(\?=)\s+(?==\?[\w-]+\?[BQ]\?)/gi;

/** The text of a header field, for searching: encoded words and raw UTF-8 both come out as text. */
export function decodeHeader(value: string): string {
  const text = Buffer.from(value, 'latin1').toString();
  return text.replace(GAP, '$1').replace(ENCODED_WORD, (word, charset, encoding, payload) => {
    const bytes =
      encoding.toUpperCase() === 'B' ? Buffer.from(payload, 'base64') : decodeQ(payload);
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      return word;
    }
  });
}

function decodeQ(payload: string): Buffer {
  const latin1 = payload
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}
