/** What of a login must not come back from a server that repeats what it was sent. */
export type Login = {
  username: string;
  password?: string | undefined;
  accessToken?: string | undefined;
};

/** As long as what is left of a repeated secret may be. */
const TRACE = 6;
/** Longer than any password; what a token has beyond it is not looked for. */
const MAX_SECRET = 2_048;

/** Base64 of a text begins at any of three places, as what stands before it decides; its ends depend on its neighbours. */
const base64 = (text: string): string[] =>
  ['', 'a', 'aa'].map((before) =>
    Buffer.from(before + text, 'utf8')
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === '' ? 0 : 2 * before.length)
      .slice(0, -2),
  );

// In latin1 a server's echo of UTF-8 looks like something else.
const asLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const spellings = (secret: string): string[] => [
  secret,
  asLatin1(secret),
  secret.replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
  encodeURIComponent(secret.toWellFormed()),
  // SASL sends nothing else (RFC 4616, XOAUTH2, RFC 7628), whatever is put around it.
  ...base64(secret),
];

const backwards = (text: string): string => [...text].toReversed().join('');

const windows = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - TRACE + 1) }, (_, at) =>
    text.slice(at, at + TRACE),
  );

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');

/**
 * Gives a function that tells whether a text holds a part of the password or the token: six characters
 * of it or more, in any case, order or spelling that it can have had on the wire. Linear in both.
 */
export const secretTraces = ({ password, accessToken }: Login): ((text: string) => boolean) => {
  const forms = [password, accessToken]
    .filter((secret) => secret !== undefined && secret !== '')
    .flatMap((secret = '') => spellings(secret.slice(0, MAX_SECRET)))
    .flatMap((form) => [form.toLowerCase(), backwards(form.toLowerCase())]);
  const short = forms.filter((form) => form !== '' && form.length < TRACE);
  const traces = new Set(forms.flatMap(windows));
  return (text) =>
    [text.toLowerCase(), unescaped(text.toLowerCase())].some(
      (each) =>
        short.some((form) => each.includes(form)) ||
        windows(each).some((window) => traces.has(window)),
    );
};
