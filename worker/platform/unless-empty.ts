import { z } from 'zod';

/** Reads a setting; an empty variable is one that is not set. */
export const unlessEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);
