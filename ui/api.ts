import { type ClientResponse, hc } from 'hono/client';
import type { AliasCreation } from '../contract/alias.ts';
import type { TestEvent, TestRequest } from '../contract/connection-test.ts';
import type { InboxDeletion } from '../contract/deletion.ts';
import type { AlertPreferenceChange } from '../contract/health.ts';
import type { Inbox, InboxChange, InboxCreation, InboxListQuery } from '../contract/inbox.ts';
import type { ConnectionInput } from '../contract/mail-server.ts';
import type { MailSettings } from '../contract/mail-settings.ts';
import type { OAuthStart } from '../contract/oauth.ts';
import type { RoundTripEvent } from '../contract/round-trip.ts';
import type {
  Credentials,
  InvitationAcceptance,
  InvitationCreation,
  Setup,
} from '../contract/tenancy.ts';
import type { Api } from '../worker/app.ts';
import { send } from './http.ts';
import { ndjson } from './ndjson.ts';

export { onSignedOut } from './http.ts';

const { api } = hc<Api>('/', { fetch: send });
const ofOrg = api.orgs[':org'];
const ofInbox = ofOrg.inboxes[':id'];

const read = async <Body>(answer: Promise<ClientResponse<Body>>): Promise<Body> =>
  (await (await answer).json()) as Body;

const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } });

export const fetchDeployment = () => read(api.deployment.$get());
export const fetchMe = () => read(api.me.$get());

export const signIn = (json: Credentials) => api.auth['sign-in'].email.$post({ json });

export const sendMagicLink = (email: string) =>
  api.auth['sign-in']['magic-link'].$post({ json: { email } });

export const signOut = () => api.auth['sign-out'].$post();

export const setUp = (json: Setup) => read(api.setup.$post({ json }));

export const listInboxes = (
  org: string,
  { q, limit, ...query }: Omit<InboxListQuery, 'limit'> & { limit?: number },
  signal?: AbortSignal,
) =>
  read(
    ofOrg.inboxes.$get(
      { param: { org }, query: { ...query, q: q || undefined, limit: limit?.toString() } },
      { init: { signal: signal ?? null } },
    ),
  );

const onlyOnce = (key: string) => ({ headers: { 'idempotency-key': key } });

/** Creates an inbox; the same `key` with the same content creates no second one. */
export const createInbox = (org: string, json: InboxCreation, key: string) =>
  read(ofOrg.inboxes.$post({ param: { org }, json }, onlyOnce(key)));

export const fetchInbox = (org: string, id: string) => read(ofInbox.$get({ param: { org, id } }));

/** Changes what is named in `json`; refused as `changed-meanwhile` when `version` is no longer the newest. */
export const changeInbox = (org: string, id: string, version: number, json: InboxChange) =>
  read(ofInbox.$patch({ param: { org, id }, json }, ifMatch(version)));

/** Takes an inbox out of use; it keeps everything. Asking again is harmless, as it is of restoring. */
export const archiveInbox = (org: string, id: string) =>
  read(ofInbox.archive.$post({ param: { org, id } }));

/** Takes an archived inbox into use again. Refused as `inbox-limit-reached` when the plan has no room. */
export const restoreInbox = (org: string, id: string) =>
  read(ofInbox.restore.$post({ param: { org, id } }));

/**
 * Destroys the stored credentials, unless they are newer ones than `version` had: `changed-meanwhile`.
 * Answers with the inbox and what became of the permission at its provider.
 */
export const disconnectInbox = (org: string, id: string, version: number) =>
  read(ofInbox.disconnect.$post({ param: { org, id } }, ifMatch(version)));

/** What goes with an inbox; `q` narrows the inboxes that could take its tickets. */
export const previewDeletion = (org: string, id: string, q?: string, signal?: AbortSignal) =>
  read(
    ofInbox['deletion-preview'].$get(
      { param: { org, id }, query: { q: q || undefined } },
      { init: { signal: signal ?? null } },
    ),
  );

/**
 * Refused as `open-tickets` where some are open and `json` does not say what becomes of them, and as
 * `changed-meanwhile` when `version` is no longer the newest.
 */
export const deleteInbox = (org: string, id: string, version: number, json: InboxDeletion) =>
  ofInbox.$delete({ param: { org, id }, json }, ifMatch(version));

export const listAliases = (org: string, id: string) =>
  read(ofInbox.aliases.$get({ param: { org, id } }));

export const addAlias = (org: string, id: string, json: AliasCreation, key: string) =>
  read(ofInbox.aliases.$post({ param: { org, id }, json }, onlyOnce(key)));

export const removeAlias = (org: string, id: string, aliasId: string) =>
  ofInbox.aliases[':aliasId'].$delete({ param: { org, id, aliasId } });

/** What happened to one inbox, newest first. */
export const fetchTimeline = (org: string, id: string, cursor?: string) =>
  read(ofInbox.timeline.$get({ param: { org, id }, query: { cursor } }));

/** What was done in the whole workspace, newest first. */
export const fetchAudit = (org: string, cursor?: string) =>
  read(ofOrg.audit.$get({ param: { org }, query: { cursor } }));

/**
 * Tests and stores a connection; with `verify: false` stores it untested. Refused as
 * `changed-meanwhile` when `version` is no longer the newest.
 */
export const connectInbox = (
  org: string,
  { id, version }: Pick<Inbox, 'id' | 'version'>,
  json: ConnectionInput,
  { verify }: { verify: boolean },
) =>
  read(
    ofInbox.connection.$put(
      { param: { org, id }, query: { verify: verify ? 'true' : 'false' }, json },
      ifMatch(version),
    ),
  );

/** Which providers this deployment can sign in at, and what its operator has to mend. */
export const fetchOAuthProviders = (org: string) =>
  read(ofOrg['oauth-providers'].$get({ param: { org } }));

/** Begins a sign-in at the inbox's provider; gives where to send the browser. */
export const beginOAuth = (org: string, id: string, json: OAuthStart) =>
  read(ofInbox.oauth.$post({ param: { org, id }, json }));

const ofResult = ofInbox['oauth-results'][':resultId'];

/** How a sign-in that this person began has ended; `not-found` after an hour. */
export const fetchOAuthResult = (org: string, id: string, resultId: string) =>
  read(ofResult.$get({ param: { org, id, resultId } }));

/** Connects the inbox to the mailbox that was really signed in to. Refused as `sign-in-over` when it is too late. */
export const acceptOAuthResult = (org: string, id: string, resultId: string) =>
  read(ofResult.accept.$post({ param: { org, id, resultId } }));

/** Tests the stored credentials now: mail servers by a test, a grant by its provider. */
export const checkInbox = (org: string, id: string, signal?: AbortSignal) =>
  read(ofInbox.checks.$post({ param: { org, id } }, { init: { signal: signal ?? null } }));

/** An inbox's last 30 days: when it worked, and what kept it from working. */
export const fetchInboxHealth = (org: string, id: string) =>
  read(ofInbox.health.$get({ param: { org, id } }));

/** What is wrong with several inboxes at once: outages, and causes that they share. */
export const fetchTroubles = (org: string) => read(ofOrg.troubles.$get({ param: { org } }));

/** Whether the person is mailed when an inbox of the workspace stops working. */
export const fetchAlertPreference = (org: string) =>
  read(ofOrg.alerts.preference.$get({ param: { org } }));

export const changeAlertPreference = (org: string, json: AlertPreferenceChange) =>
  read(ofOrg.alerts.preference.$put({ param: { org }, json }));

/**
 * Tests a connection and yields what happens as it happens. Ends with a `result` event; an iterator
 * that ends without one was interrupted.
 */
export async function* testConnection(
  org: string,
  json: TestRequest,
  signal: AbortSignal,
): AsyncGenerator<TestEvent> {
  const { body } = await ofOrg['connection-tests'].$post(
    { param: { org }, json },
    { headers: { accept: 'application/x-ndjson' }, init: { signal } },
  );
  if (body) yield* ndjson(body) as AsyncGenerator<TestEvent>;
}

/**
 * Sends a message through the stored servers to the inbox's own address and yields how it travels. Ends
 * with a `result` event; an iterator that ends without one was interrupted.
 */
export async function* sendRoundTrip(
  org: string,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<RoundTripEvent> {
  const { body } = await ofInbox['round-trips'].$post({ param: { org, id } }, { init: { signal } });
  if (body) yield* ndjson(body) as AsyncGenerator<RoundTripEvent>;
}

/** Finds the mail servers of an address: within three seconds, best first. */
export const findMailSettings = (
  org: string,
  address: string,
  signal: AbortSignal,
): Promise<MailSettings> =>
  read(ofOrg['mail-settings'].$get({ param: { org }, query: { address } }, { init: { signal } }));

export const fetchMembers = (org: string) => read(ofOrg.members.$get({ param: { org } }));

export const invite = (org: string, json: InvitationCreation) =>
  read(ofOrg.invitations.$post({ param: { org }, json }));

export const revokeInvitation = (org: string, id: string) =>
  ofOrg.invitations[':id'].$delete({ param: { org, id } });

export const fetchInvitation = (secret: string) =>
  read(api.invitations[':secret'].$get({ param: { secret } }));

/** Joins; makes the account first when `json` is given. */
export const acceptInvitation = (secret: string, json?: InvitationAcceptance) => {
  const invitation = api.invitations[':secret'];
  return json
    ? read(invitation.account.$post({ param: { secret }, json }))
    : read(invitation.accept.$post({ param: { secret } }));
};
