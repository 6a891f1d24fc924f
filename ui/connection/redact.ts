export const LEFT_OUT = '(left out)';

/** Shorter ones are words of their own in any sentence. */
const SHORTEST_NAME = 3;

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// Not as a part of a longer word, nor of a host's name.
const asWord = (name: string) =>
  `(?<![\\p{L}\\p{N}._%+-])${literally(name)}(?![\\p{L}\\p{N}_%+-]|\\.[\\p{L}\\p{N}])`;

const patternsOf = (identity: string): string[] => {
  const at = identity.lastIndexOf('@');
  if (at < 0) return identity.length < SHORTEST_NAME ? [] : [asWord(identity)];
  const local = identity.slice(0, at);
  // The domain may be spelled in another way, as in Punycode.
  const address = `${literally(local)}@[^\\s<>"'()\\[\\],;]+`;
  return [address, ...(local.length < SHORTEST_NAME ? [] : [asWord(local)])];
};

/** Takes usernames and addresses, whole and without their domain, out of what a stranger wrote. */
export const redactor = (identities: readonly string[]): ((text: string) => string) => {
  const patterns = identities
    .map((identity) => identity.trim())
    .filter((identity) => identity !== '')
    .sort((one, other) => other.length - one.length)
    .flatMap(patternsOf);
  if (patterns.length === 0) return (text) => text;
  const any = new RegExp(patterns.join('|'), 'giu');
  return (text) => text.replace(any, LEFT_OUT);
};
