import { z } from 'zod';

/** C0 and C1 controls and the bidirectional overrides that let one text pose as another (Unicode TR #36). */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Whether a text holds a character that could break a header, a log line or the reading order. */
export const hasControls = (text: string): boolean => CONTROLS.test(text);

/**
 * One line of text as a person types it: kept byte for byte, refused only when blank, longer than
 * `max` UTF-16 units, or holding control characters.
 */
export const line = (what: string, max: number) =>
  z
    .string({ error: `Enter ${what}.` })
    .max(max, { error: `Use at most ${max} characters.`, abort: true })
    .refine((text) => text.trim() !== '', { error: `Enter ${what}.`, abort: true })
    .refine((text) => !hasControls(text), {
      error: 'Line breaks and control characters are not allowed here.',
    });

/** Like {@link line}, but may be left empty. */
export const optionalLine = (max: number) =>
  z
    .string()
    .max(max, { error: `Use at most ${max} characters.`, abort: true })
    .refine((text) => !hasControls(text), {
      error: 'Line breaks and control characters are not allowed here.',
    });
