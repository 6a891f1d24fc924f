const MAX_LINES = 4;
const MAX_GRAPHEMES = 300;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The beginning of a long text, no character cut in two; `null` for one that is short enough. */
export const shortened = (text: string): string | null => {
  const lines = text.split('\n').slice(0, MAX_LINES).join('\n');
  let short = '';
  let count = 0;
  for (const { segment } of graphemes.segment(lines)) {
    if (count === MAX_GRAPHEMES) break;
    short += segment;
    count += 1;
  }
  return short === text ? null : short.trimEnd();
};
