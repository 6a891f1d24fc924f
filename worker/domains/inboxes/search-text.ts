/**
 * What a search for a name or an address (in both spellings of an IDN) goes by: without regard to case or to how an accent is
 * composed, in any script. SQLite's own `lower` knows ASCII only.
 */
export const searchTextOf = (...texts: readonly string[]): string =>
  texts.join('\n').normalize('NFKC').toLowerCase().normalize('NFKC');
