/** The value below which this part of the values lie; the middle one for 0.5. NaN where there are none. */
export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * part))
  ] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);
