const MAX_TEXT = 300;

/** C0 and C1 controls, bidi controls, and marks that show as nothing: what could forge or hide. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\ufffd]+/gu;

/**
 * A stranger's text as it may be shown: one line of at most `max` characters, without controls, escape
 * sequences or bidi marks. To be shown as text only, all the same.
 */
export const scrub = (text: string, max = MAX_TEXT): string => {
  const clean = text
    .slice(0, 8 * max)
    .replaceAll(UNSAFE, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...clean];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : clean;
};
