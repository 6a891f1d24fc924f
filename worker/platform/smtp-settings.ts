import { z } from 'zod';
import { isMailAddress, parseSender, type Sender } from './mail-address.ts';
import { unlessEmpty } from './unless-empty.ts';

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const HOST = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i;
const PORT_MAX = 65_535;
/** Workers can't connect to it. */
const RELAY_PORT = 25;

const isPort = (port: number) => port > 0 && port <= PORT_MAX && port !== RELAY_PORT;

const whole = (name: string) =>
  z
    .string()
    .regex(/^[^\p{Cc}]*$/u, { error: `${name} holds a control character.` })
    .optional();

const address = (name: string) =>
  z
    .string()
    .trim()
    .refine(isMailAddress, { error: `${name} must be a mail address.` })
    .optional();

/** How Letterbox sends mail of its own, and to whom what concerns the operator goes. */
export const mailSettings = {
  MAILER: unlessEmpty(
    z.enum(['log', 'smtp'], { error: 'MAILER must be "log", "smtp" or empty.' }).optional(),
  ),
  SMTP_HOST: unlessEmpty(
    z
      .string()
      .trim()
      .regex(HOST, { error: 'SMTP_HOST must be a host, like smtp.example.com.' })
      .optional(),
  ),
  SMTP_PORT: unlessEmpty(
    z.coerce
      .number({ error: 'SMTP_PORT must be a port.' })
      .int({ error: 'SMTP_PORT must be a port.' })
      .refine(isPort, {
        error:
          'SMTP_PORT must be a port, and not 25, which Workers can’t reach: usually 465 or 587.',
      })
      .optional(),
  ),
  SMTP_SECURITY: unlessEmpty(
    z
      .enum(['tls', 'starttls', 'none'], {
        error: 'SMTP_SECURITY must be "tls" (usual on port 465) or "starttls" (587, 2525).',
      })
      .optional(),
  ),
  SMTP_USERNAME: unlessEmpty(whole('SMTP_USERNAME')),
  SMTP_PASSWORD: unlessEmpty(whole('SMTP_PASSWORD')),
  MAIL_FROM: unlessEmpty(
    z
      .string()
      .refine((text) => parseSender(text) !== null, {
        error: 'MAIL_FROM must be a mail address, or like: Letterbox <letterbox@example.com>',
      })
      .optional(),
  ),
  OPERATOR_EMAIL: unlessEmpty(address('OPERATOR_EMAIL')),
};

const NEEDED = ['SMTP_HOST', 'SMTP_PORT', 'SMTP_SECURITY', 'MAIL_FROM'] as const;

type Given = Partial<Record<keyof typeof mailSettings, unknown>>;

/** What sending by SMTP still needs, and what does not go together. */
export const missingMailSettings = (set: Given): string[] => {
  if (set.MAILER !== 'smtp') return [];
  const reasons = NEEDED.filter((name) => !set[name]).map(
    (name) => `${name} is missing, though MAILER is "smtp".`,
  );
  const [has, lacks] = set.SMTP_USERNAME
    ? (['SMTP_USERNAME', 'SMTP_PASSWORD'] as const)
    : (['SMTP_PASSWORD', 'SMTP_USERNAME'] as const);
  if (set[has] && !set[lacks]) reasons.push(`${lacks} is missing, though ${has} is set.`);
  if (set.SMTP_SECURITY === 'none' && !LOOPBACK.test(String(set.SMTP_HOST).trim())) {
    reasons.push('SMTP_SECURITY may be "none" only where SMTP_HOST is this machine.');
  }
  return reasons;
};

/** An SMTP server that takes Letterbox's mail, and whom that is from. */
export type SmtpSettings = {
  host: string;
  port: number;
  /** `starttls` demands it: nothing is sent in the clear where it is not offered. */
  security: 'tls' | 'starttls' | 'none';
  login: { username: string; password: string } | null;
  from: Sender;
};

type Checked = z.output<z.ZodObject<typeof mailSettings>>;

/** The SMTP server of a checked configuration, `null` where it sends by none. */
export const smtpSettingsOf = (set: Checked): SmtpSettings | null => {
  const { SMTP_HOST: host, SMTP_PORT: port, SMTP_SECURITY: security } = set;
  const from = parseSender(set.MAIL_FROM ?? '');
  if (set.MAILER !== 'smtp' || !host || !port || !security || !from) return null;
  const { SMTP_USERNAME: username, SMTP_PASSWORD: password } = set;
  return {
    host,
    port,
    security,
    from,
    login: username && password ? { username, password } : null,
  };
};
