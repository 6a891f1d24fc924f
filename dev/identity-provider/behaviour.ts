import { z } from 'zod';

/**
 * - `keep-old`: a used refresh token goes on working, as Microsoft's do.
 * - `strict`: a used one is refused once the grace is over.
 * - `strict-family`: and takes every other token of the same consent with it.
 */
const rotation = z.enum(['keep-old', 'strict', 'strict-family']);

/** Habits that can be changed while the providers run. */
export const behaviour = z.object({
  accessTokenSeconds: z.int().positive(),
  refreshTokenSeconds: z.int().positive(),
  codeSeconds: z.int().positive(),
  /** Microsoft's refresh tokens; Google's never rotate. */
  rotation,
  rotationGraceSeconds: z.number().min(0),
  /** Google names itself in `iss` since 2026 without saying so in its discovery document. */
  googleIssParameter: z.enum(['right', 'none']),
});

export type Behaviour = z.infer<typeof behaviour>;

const DAY_SECONDS = 86_400;

export const usualBehaviour: Behaviour = {
  accessTokenSeconds: 3599,
  refreshTokenSeconds: 90 * DAY_SECONDS,
  codeSeconds: 60,
  rotation: 'keep-old',
  rotationGraceSeconds: 0,
  googleIssParameter: 'right',
};
