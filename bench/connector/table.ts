/** Lines up columns; the first is text, the others are figures. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const pad = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return [heads, ...rows].map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
};

/** A part of the report. */
export type Section = { title: string; text: string; verdicts: Verdict[] };

/** Whether a target is met, and by what figure. */
export type Verdict = { met: boolean; name: string };

export const verdict = (met: boolean, name: string): Verdict => ({ met, name });
