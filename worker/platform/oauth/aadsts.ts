/** The AADSTS number in a description by Microsoft, if there is one. */
export const aadstsOf = (description: string | null): string | null =>
  /AADSTS(\d{1,10})\b/.exec(description ?? '')?.[1] ?? null;
