const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
// Latin letters, with the punctuation and currencies that go with them.
const LATIN = /^[\u0000-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]*$/;

/**
 * A text to stand inside of a sentence, whose reading order it can't change (Unicode UAX #9): without
 * the marks that could, and isolated where its script runs from right to left.
 */
export const isolated = (value: string): string => {
  const plain = value.replace(BIDI_CONTROLS, '');
  return LATIN.test(plain) ? plain : `\u2068${plain}\u2069`;
};
