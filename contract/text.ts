import { z } from 'zod';

/** C0 and C1 controls: what could break a header or a log line. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/;
const CONTROLS_BUT_BREAKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Whether a text holds a character that could break a header or a log line. */
export const hasControls = (text: string): boolean => CONTROLS.test(text);

const NO_CONTROLS = 'Line breaks and control characters are not allowed here.';
const NOT_WELL_FORMED = 'This text holds half a character. Type it again.';

const tooLong = (max: number) => ({ error: `Use at most ${max} characters.`, abort: true });

// Half of a surrogate pair has no UTF-8: it could not be kept byte for byte.
const text = (what: string, max: number) =>
  z
    .string({ error: `Enter ${what}.` })
    .max(max, tooLong(max))
    .refine((value) => value.isWellFormed(), { error: NOT_WELL_FORMED });

const withoutControls = (value: string) => !hasControls(value);

/**
 * One line of text as a person types it, in any script: kept byte for byte, refused only when blank,
 * longer than `max` characters, or holding control characters.
 */
export const line = (what: string, max: number) =>
  text(what, max)
    .refine((value) => value.trim() !== '', { error: `Enter ${what}.`, abort: true })
    .refine(withoutControls, { error: NO_CONTROLS });

/** Like {@link line}, but may be left empty. */
export const optionalLine = (max: number, what = 'a text') =>
  text(what, max).refine(withoutControls, { error: NO_CONTROLS });

/** Text of several lines, which may be left empty: line breaks and tabs are kept, other controls refused. */
export const paragraphs = (what: string, max: number) =>
  text(what, max).refine((value) => !CONTROLS_BUT_BREAKS.test(value), {
    error: 'Control characters are not allowed here.',
  });
