import { z } from 'zod';
import { fromBase64 } from './base64.ts';
import { missingSecrets, oauthSettings } from './oauth/settings.ts';
import { mailSettings, missingMailSettings } from './smtp-settings.ts';
import { unlessEmpty } from './unless-empty.ts';

const KEY_BYTES = 32;

const key = (name: string) =>
  z
    .string({
      error: `${name} is missing. It is base64 of ${KEY_BYTES} random bytes; make one with: npm run keys:new`,
    })
    .refine((text) => fromBase64(text.trim())?.length === KEY_BYTES, {
      error: `${name} must be base64 of exactly ${KEY_BYTES} bytes (44 characters ending in "="). Make one with: npm run keys:new`,
    })
    .transform((text) => text.trim());

const keys = (name: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
    .pipe(z.array(key(`Each of ${name}`)));

const schema = z.object({
  ...oauthSettings,
  ...mailSettings,
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: 'PUBLIC_URL must be the address people open, like https://mail.example.com',
    })
    .transform((url) => new URL(url).origin),
  AUTH_SECRET: z
    .string({ error: 'AUTH_SECRET is missing. Make one with: npm run keys:new' })
    .min(32, {
      error: 'AUTH_SECRET must have at least 32 random characters. Make one with: npm run keys:new',
    }),
  ENCRYPTION_KEY: key('ENCRYPTION_KEY'),
  ENCRYPTION_KEYS_RETIRING: keys('ENCRYPTION_KEYS_RETIRING'),
  CONNECTOR_HMAC_KEY: key('CONNECTOR_HMAC_KEY'),
  SETUP_TOKEN: unlessEmpty(
    z
      .string()
      .min(16, { error: 'SETUP_TOKEN must have at least 16 random characters.' })
      .optional(),
  ),
  /** Opens `/operator`, which is closed without it. */
  OPERATOR_TOKEN: unlessEmpty(
    z
      .string()
      .min(32, { error: 'OPERATOR_TOKEN must have at least 32 random characters.' })
      .optional(),
  ),
  /** Between two background checks of a healthy inbox. */
  CHECK_INTERVAL_MINUTES: unlessEmpty(
    z.coerce
      .number()
      .refine((minutes) => Number.isInteger(minutes) && minutes >= 5 && 60 % minutes === 0, {
        error: 'CHECK_INTERVAL_MINUTES must be 5, 6, 10, 12, 15, 20, 30 or 60.',
      })
      .default(60),
  ),
});

/** What a deployment is told by its environment, checked. */
export type Configuration = z.output<typeof schema>;

/** Thrown at start-up; its message names every setting that is missing or malformed, never a value. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/** Reads the environment. Throws {@link ConfigurationError}. */
export const readConfiguration = (env: unknown): Configuration => {
  const parsed = schema.safeParse(env);
  const malformed = parsed.error?.issues.map(({ message }) => message) ?? [];
  const given = Object(env);
  const reasons = new Set([...malformed, ...missingSecrets(given), ...missingMailSettings(given)]);
  if (parsed.success && reasons.size === 0) return parsed.data;
  const list = [...reasons].map((reason) => `  - ${reason}`).join('\n');
  throw new ConfigurationError(`Letterbox can't start with this configuration:\n${list}`);
};
