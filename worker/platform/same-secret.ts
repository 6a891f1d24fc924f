const encoder = new TextEncoder();
const digest = (text: string) => crypto.subtle.digest('SHA-256', encoder.encode(text));

/** Compares two secrets in a time that tells nothing of either. */
export const sameSecret = async (one: string, other: string): Promise<boolean> =>
  crypto.subtle.timingSafeEqual(await digest(one), await digest(other));
