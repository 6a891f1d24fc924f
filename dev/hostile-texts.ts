import { fastestMs } from './cpu-time.ts';

/** How long a hostile text is. */
export const BYTES = 100_000;
/** Linear work on 100 KB takes a few milliseconds; what goes back over it takes seconds. */
export const MOST_MS = 200;

/** What makes a careless pattern start over: runs of what it repeats, and an end that it does not expect. */
const HOSTILE = [
  ...['a', ' ', '\t', '\n', '\r\n ', '.', '@', ':', '-', '=', '0', '"', '\\', '(', '[', '{', '{{'],
  ...[
    'a.',
    'a@',
    'a-',
    '0:',
    '::',
    '0.',
    '1.1.',
    '{{a',
    '{{a}',
    '(a',
    '()',
    'a=',
    '\\"',
    '<a ',
    '&a;',
  ],
  ...[
    'AA:',
    '\u0301',
    '\u202e',
    '\u{1f600}',
    'dkim=',
    ';dkim',
    '250-',
    '250 a\r\n',
    '* OK [A',
    'at ',
  ],
  ...['xn--', 'AADSTS', '%25', '\u0000', '\ud800', '()(', '(a)(', '<!--', '</a><a>', '\n    at '],
].map((part) => [part, part.repeat(Math.ceil(BYTES / part.length)).slice(0, BYTES)] as const);
const ENDS = ['', '!', '\u0000'];

/** The hostile texts that are read in more than {@link MOST_MS}; none is as it should be. */
export const slowTexts = (read: (text: string) => unknown): string[] =>
  HOSTILE.flatMap(([part, text]) =>
    ENDS.flatMap((end) => {
      const ms = fastestMs(() => read(text + end), MOST_MS);
      return ms > MOST_MS ? [`${JSON.stringify(part)}…${JSON.stringify(end)}: ${ms} ms`] : [];
    }),
  );
