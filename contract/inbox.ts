import { z } from 'zod';
import { autoResponse, autoResponseInput } from './auto-response.ts';
import { emailAddress } from './email-address.ts';
import { failureCodes } from './failure.ts';
import { mailServerView } from './mail-server.ts';
import { oauthProviders, revocation } from './oauth.ts';
import { pageQuery } from './page.ts';
import { line, optionalLine } from './text.ts';

/** How an inbox reaches its mailbox. */
export const connectionTypes = ['imap', 'gmail', 'microsoft'] as const;
export const connectionType = z.enum(connectionTypes, {
  error: 'Choose how to connect the inbox.',
});
export type ConnectionType = z.infer<typeof connectionType>;

/** Derived, never stored: connected (connected, no error), error (an error), disconnected (neither). */
export const statuses = ['connected', 'error', 'disconnected'] as const;
export type Status = (typeof statuses)[number];

/** Why an inbox does not work: a failed test's code, or one of the vault's and OAuth's own. */
export const inboxErrorCodes = [
  ...failureCodes,
  'credentials-unreadable',
  'oauth_refresh_failed',
  'mailbox-denied',
] as const;
export type InboxErrorCode = (typeof inboxErrorCodes)[number];

const MAX_NAME = 100;

export const inboxId = z.string().regex(/^inb_[0-9a-z]{26}$/);

export const imapConnectionView = z.object({
  imap: mailServerView,
  smtp: mailServerView.extend({ sameCredentials: z.boolean() }),
});
/** `account` is who signed in. With `shared` the mailbox is not the account's own. */
export const oauthConnectionView = z.object({
  provider: z.enum(oauthProviders),
  account: z.string(),
  scopes: z.array(z.string()),
  shared: z.boolean(),
});
export type OAuthConnectionView = z.infer<typeof oauthConnectionView>;

/** What may be done with an inbox; which of it at the moment, the API says with every inbox. */
export const inboxActions = [
  'change',
  'connect',
  'check',
  'disconnect',
  'archive',
  'restore',
  'delete',
] as const;
export type InboxAction = (typeof inboxActions)[number];

const timestamp = z.iso.datetime();

/** An inbox as it may be shown. `connection` is null for roles that may not see it, and where there is none. */
export const inbox = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string().nullable(),
  emailAddress: z.string(),
  connectionType,
  status: z.enum(statuses),
  /** Since when it has been connected without a break; null while it is not. */
  connectedAt: timestamp.nullable(),
  /** When it last stopped being connected; null for one that never was, or that is. */
  disconnectedAt: timestamp.nullable(),
  lastError: z
    .object({ code: z.enum(inboxErrorCodes), message: z.string(), at: timestamp })
    .nullable(),
  lastCheckedAt: timestamp.nullable(),
  /**
   * While checks in a row fail: with what, where (a server as host:port, or a provider), since when, and
   * when the next one is. A fault that may pass by itself is here before it is an error.
   */
  failing: z
    .object({
      code: z.enum(inboxErrorCodes),
      message: z.string(),
      at: z.string().nullable(),
      since: timestamp,
      checks: z.number().int(),
      /** Null where trying again has been given up. */
      nextCheckAt: timestamp.nullable(),
    })
    .nullable(),
  /** After a disconnect it is still here, for the form: the servers without a password, or who had signed in. */
  connection: z.union([imapConnectionView, oauthConnectionView]).nullable(),
  autoResponse,
  aliases: z.array(z.string()),
  archivedAt: timestamp.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
  /** What the person asking may do with it now. Empty for roles that only read. */
  actions: z.array(z.enum(inboxActions)),
});
export type Inbox = z.infer<typeof inbox>;

/** An inbox after a disconnect; `revocation` is null where there was nothing to revoke. */
export const disconnectedInbox = inbox.extend({ revocation: revocation.nullable() });
export type DisconnectedInbox = z.infer<typeof disconnectedInbox>;

/** An inbox as it stands in a list: without what only its own page shows. */
export const inboxSummary = inbox.omit({ connection: true, autoResponse: true, aliases: true });
export type InboxSummary = z.infer<typeof inboxSummary>;

/** Fields that are not named here are refused, not passed over: nobody is to think that they took effect. */
export const inboxCreation = z.strictObject({
  name: line('a name', MAX_NAME),
  displayName: optionalLine(MAX_NAME).optional(),
  emailAddress,
  connectionType,
});
export type InboxCreation = z.input<typeof inboxCreation>;

export const inboxChange = z.strictObject({
  name: line('a name', MAX_NAME).optional(),
  /** Empty takes the display name away. */
  displayName: optionalLine(MAX_NAME).optional(),
  autoResponse: autoResponseInput.optional(),
});
export type InboxChange = z.input<typeof inboxChange>;

export const inboxListQuery = z.object({
  q: z.string().max(200).optional(),
  status: z.enum(statuses).optional(),
  archived: z.enum(['true', 'false']).optional(),
  ...pageQuery.shape,
});
export type InboxListQuery = z.infer<typeof inboxListQuery>;

/**
 * `plan.used` counts inboxes that are neither archived nor deleted, `plan.archived` those that are
 * archived.
 */
export const inboxPage = z.object({
  inboxes: z.array(inboxSummary),
  nextCursor: z.string().nullable(),
  plan: z.object({
    limit: z.number().int(),
    used: z.number().int(),
    archived: z.number().int(),
  }),
});
export type InboxPage = z.infer<typeof inboxPage>;
