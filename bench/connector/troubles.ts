/** What went wrong, how often, in a few words; empty where nothing did. */
export const troubles = (outcomes: readonly { ok: boolean; trouble: string }[]): string => {
  const counted = new Map<string, number>();
  for (const { ok, trouble } of outcomes) {
    if (!ok) counted.set(trouble, (counted.get(trouble) ?? 0) + 1);
  }
  return [...counted].map(([trouble, times]) => `${times} x ${trouble}`).join(', ');
};
