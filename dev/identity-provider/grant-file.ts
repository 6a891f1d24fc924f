import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { googleAccount, microsoftAccount } from './accounts.ts';
import { PROVIDERS } from './endpoints.ts';

const grant = z.object({
  provider: z.enum(PROVIDERS),
  clientId: z.string(),
  account: z.union([microsoftAccount, googleAccount]),
  scopes: z.array(z.string()),
  redirectUri: z.string(),
  challenge: z.string(),
  nonce: z.string().optional(),
  offline: z.boolean(),
  revoked: z.boolean(),
  refreshRevoked: z.boolean(),
});

const issued = z.object({
  secret: z.string(),
  /** Which of the grants. */
  grant: z.int().min(0),
  scopes: z.array(z.string()),
  expiresAtMs: z.number(),
  usedAtMs: z.number().nullable(),
});

const kept = z.object({ grants: z.array(grant), refreshTokens: z.array(issued) });

export type Grant = z.infer<typeof grant>;
/** What outlives a restart: consents and their refresh tokens. */
export type Kept = z.infer<typeof kept>;

const NOTHING: Kept = { grants: [], refreshTokens: [] };

/** What was kept, or nothing when the file is none of ours. */
export const readGrantFile = (file: string): Kept => {
  if (!existsSync(file)) return NOTHING;
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return NOTHING;
  }
};

export const writeGrantFile = (file: string, content: Kept): void =>
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
