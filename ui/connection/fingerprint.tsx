const PAIRS_A_LINE = 8;

const linesOf = (pairs: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(pairs.length / PAIRS_A_LINE) }, (_, line) =>
    pairs.slice(line * PAIRS_A_LINE, (line + 1) * PAIRS_A_LINE).join(':'),
  );

/** A SHA-256 fingerprint that wraps between its pairs. */
export const Fingerprint = ({ value }: { value: string }) => (
  <code class="fingerprint">
    {value.split(':').map((pair, at) => (
      <>
        {at > 0 && (
          <>
            :<wbr />
          </>
        )}
        {pair}
      </>
    ))}
  </code>
);

/** The same in lines of equal length, to be compared with another. */
export const ComparableFingerprint = ({ value }: { value: string }) => (
  <code class="fingerprint fingerprint-large">
    {linesOf(value.split(':')).map((line) => (
      <span key={line}>{line}</span>
    ))}
  </code>
);
