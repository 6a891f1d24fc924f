import { Bad } from './response.ts';

const RANGE = /^(\d{1,10}|\*)(?::(\d{1,10}|\*))?$/;

/** `1,3:5,9:*` as a question, never as a list: `1:4294967295` is legal and common. */
export type SequenceSet = (number: number) => boolean;

/** Reads a set of sequence numbers or UIDs (RFC 3501 §9); `*` is `last`. */
export function parseSequenceSet(text: string, last: number): SequenceSet {
  const ranges = text.split(',').map((range) => {
    const match = RANGE.exec(range);
    if (!match) throw new Bad('Not a sequence set');
    const [a, b] = [match[1], match[2] ?? match[1]].map((end) =>
      end === '*' ? last : Number(end),
    );
    // The ends come in any order; with `*` they often do (`9:*` in a mailbox of five).
    return [Math.min(a ?? 0, b ?? 0), Math.max(a ?? 0, b ?? 0)] as const;
  });
  return (number) => ranges.some(([low, high]) => number >= low && number <= high);
}
