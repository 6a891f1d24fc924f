const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

const timePart = (now: Date): string => {
  let rest = now.getTime();
  let digits = '';
  for (let at = 0; at < TIME_DIGITS; at++) {
    digits = ALPHABET.charAt(rest % 32) + digits;
    rest = Math.floor(rest / 32);
  }
  return digits;
};

const randomPart = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(RANDOM_DIGITS)), (byte) =>
    ALPHABET.charAt(byte % 32),
  ).join('');

/** A new id, `<prefix>_` and 26 characters that sort by time to the millisecond (48 bits of time, 80 random). */
export const newId = (prefix: string, now: Date): string =>
  `${prefix}_${timePart(now)}${randomPart()}`;
