/** How far the two clocks may differ, and how long a nonce must be remembered. */
export const SIGNATURE_LIFETIME_S = 30;

export const TIMESTAMP_HEADER = 'letterbox-timestamp';
export const NONCE_HEADER = 'letterbox-nonce';
export const SIGNATURE_HEADER = 'letterbox-signature';

export type SignedParts = {
  method: string;
  path: string;
  /** Unix time in seconds, in decimal. */
  timestamp: string;
  nonce: string;
  body: string;
};

const encoder = new TextEncoder();
const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const hmacKey = (secret: string) =>
  crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);

// Lines can't run into one another: method, path, timestamp and nonce hold no line break, and the
// body is bound by its hash.
const signedText = async ({ method, path, timestamp, nonce, body }: SignedParts) => {
  const digest = hex(await crypto.subtle.digest('SHA-256', encoder.encode(body)));
  return encoder.encode([method, path, timestamp, nonce, digest].join('\n'));
};

/** HMAC-SHA-256 (RFC 2104) over method, path, time, nonce and body, in hex. */
export const sign = async (secret: string, parts: SignedParts): Promise<string> =>
  hex(await crypto.subtle.sign('HMAC', await hmacKey(secret), await signedText(parts)));

/** Whether `signature` was made by {@link sign} with the same secret; in constant time. Says nothing of age or replay. */
export const verify = async (
  secret: string,
  parts: SignedParts,
  signature: string,
): Promise<boolean> => {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', await hmacKey(secret), bytes, await signedText(parts));
};
