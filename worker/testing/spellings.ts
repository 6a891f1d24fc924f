const encoder = new TextEncoder();

const base64 = (text: string): string => btoa(String.fromCharCode(...encoder.encode(text)));

// Where it begins in the text that was encoded decides how it is spelled; its ends mix with its neighbours.
const withinBase64 = (secret: string): string[] =>
  [0, 1, 2].flatMap((offset) => {
    const middle = base64(' '.repeat(offset) + secret).slice(offset === 0 ? 0 : 4, -4);
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });

/** The ways in which a secret may stand somewhere: as it is, in JSON, in an address, in base64. */
export const spellingsOf = (secret: string): string[] => [
  ...new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    ...withinBase64(secret),
  ]),
];
