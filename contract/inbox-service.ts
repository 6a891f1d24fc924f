import type { FailureCode } from './failure.ts';
import type { MailServer } from './mail-server.ts';
import type { OAuthProvider } from './oauth.ts';

/** Why there is nothing to give: no such inbox, out of use, without credentials, or with some that don't open. */
export type NothingThere = {
  ok: false;
  reason: 'not-found' | 'inbox-archived' | 'not-connected' | 'credentials-unreadable';
};

/** The way into an inbox's mailbox. Secrets: to be used and forgotten, never stored or logged. */
export type InboxCredentials =
  | {
      ok: true;
      kind: 'mail-servers';
      tenant: string;
      emailAddress: string;
      /** Names these credentials in `reportAuthFailure`. */
      version: number;
      imap: MailServer;
      smtp: MailServer;
    }
  | {
      ok: true;
      kind: 'oauth';
      tenant: string;
      emailAddress: string;
      version: number;
      provider: OAuthProvider;
      /** Who signed in; with `shared` the mailbox is not this account's own. */
      account: string;
      shared: boolean;
    }
  | NothingThere;

/**
 * A token for the mailbox of `emailAddress`, or why there is none: `oauth_refresh_failed` (the
 * permission has ended; an admin has to connect the inbox again), `provider-unavailable` (ask again
 * after `retryAfterMs`), `client-misconfigured` (the operator's trouble; the same),
 * `wrong-connection-type` (an inbox with mail servers has none). `detail` is the provider's error code.
 */
export type AccessToken =
  | {
      ok: true;
      tenant: string;
      /** Names the credentials behind it in `reportAuthFailure`. */
      version: number;
      provider: OAuthProvider;
      emailAddress: string;
      account: string;
      shared: boolean;
      accessToken: string;
      /** ISO 8601. */
      expiresAt: string;
    }
  | NothingThere
  | { ok: false; reason: 'wrong-connection-type' }
  | { ok: false; reason: 'oauth_refresh_failed'; detail: string | null }
  | {
      ok: false;
      reason: 'provider-unavailable' | 'client-misconfigured';
      detail: string;
      retryAfterMs: number;
    };

/** What came of a report: whether the inbox is now in error, and so shows it to its admins. */
export type Reported = { ok: true; isInError: boolean } | NothingThere;

/** Codes by which a mail server says no to credentials. `oauth` is a token that was refused. */
export type AuthFailureCode = FailureCode | 'oauth';

/** An inbox that mail for an address belongs to. */
export type InboxAt = { tenant: string; inboxId: string; emailAddress: string; isAlias: boolean };

/** What other Workers of the same account can ask of Letterbox, by a service binding. Nothing here throws for what it is asked. */
export type InboxServiceContract = {
  credentials(inboxId: string): Promise<InboxCredentials>;
  accessToken(inboxId: string): Promise<AccessToken>;
  /** `version` as `credentials` gave it: a report of credentials that are no longer the stored ones changes nothing. */
  reportAuthFailure(inboxId: string, code: AuthFailureCode, version?: number): Promise<Reported>;
  /**
   * The inboxes in use that have this address for their own or an alias, one a tenant at most: an
   * address proves nothing, so whoever routes mail goes by the inbox that it was fetched from.
   */
  inboxFor(address: string): Promise<InboxAt[]>;
};
