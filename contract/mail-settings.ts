import { z } from 'zod';
import { emailAddress } from './email-address.ts';
import { placeView } from './mail-server.ts';

/**
 * Who may know the mail servers of a domain, the most trusted first: the built-in directory, the
 * provider that the domain's MX records name, the domain's own autoconfig, its SRV records (RFC 6186,
 * RFC 8314), Mozilla's directory for it or for the provider behind its MX, and what connecting proves.
 */
export const settingsSources = [
  'directory',
  'mx',
  'autoconfig',
  'srv',
  'mozilla',
  'mozilla-mx',
  'probe',
] as const;
export type SettingsSource = (typeof settingsSources)[number];

/** What the server wants as the username; `address` is the whole address. */
export const usernameForms = ['address', 'local-part'] as const;

/** Who was asked, and what came of it. `who` is a host name, or a provider's name for the directory. */
export const askedSource = z.object({
  source: z.enum(settingsSources),
  who: z.string(),
  outcome: z.enum(['found', 'nothing', 'failed', 'too-slow']),
  ms: z.number(),
});
export type AskedSource = z.infer<typeof askedSource>;

/** What an admin should know before signing in: the account's own settings stand in the way. */
export const settingsNotes = [
  /** The provider takes an app password instead of the account's own. */
  'app-password',
  /** IMAP has to be switched on in the account first. */
  'imap-off-by-default',
  /** There is no IMAP but through the provider's program on a computer, or none at all. */
  'no-imap',
] as const;
export const settingsNote = z.object({
  code: z.enum(settingsNotes),
  provider: z.string(),
  /** The provider's own page about it. */
  url: z.url().optional(),
});
export type SettingsNote = z.infer<typeof settingsNote>;

/** Servers never come without encryption: no source is trusted to switch it off. */
const found = z.object({ ...placeView, security: z.enum(['tls', 'starttls']) });
const foundForDomain = found.extend({ username: z.enum(usernameForms) });
const foundForAddress = found.extend({ username: z.string() });

const candidate = z.object({
  source: z.enum(settingsSources),
  /** The host or the provider that says so. */
  who: z.string(),
});
const candidateForDomain = candidate.extend({ imap: foundForDomain, smtp: foundForDomain });

/** Why a way of connecting is recommended. */
export const recommendationReasons = [
  'google-domain',
  'microsoft-domain',
  'google-mx',
  'microsoft-mx',
  'settings-found',
  'nothing-found',
  'no-imap',
] as const;
export type RecommendationReason = (typeof recommendationReasons)[number];

/** What the connector knows of a domain: the best candidate first, each pair of servers once. */
export const discoveredSettings = z.object({
  recommended: z.enum(['gmail', 'microsoft', 'imap']),
  reason: z.enum(recommendationReasons),
  candidates: z.array(candidateForDomain),
  notes: z.array(settingsNote),
  asked: z.array(askedSource),
});
export type DiscoveredSettings = z.infer<typeof discoveredSettings>;

/** `GET …/mail-settings?address=`: the same for an address. */
export const mailSettingsQuery = z.object({ address: emailAddress });
export const mailSettings = discoveredSettings.extend({
  address: z.string(),
  candidates: z.array(candidate.extend({ imap: foundForAddress, smtp: foundForAddress })),
});
export type MailSettings = z.infer<typeof mailSettings>;
export type SettingsCandidate = MailSettings['candidates'][number];
