const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** What a person typed, for a sentence of ours that can't hold a `<bdi>`: it can't reorder the words around it. */
export const isolate = (text: string) => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
