import { type ClientResponse, hc } from 'hono/client';
import type { TestEvent, TestRequest } from '../contract/connection-test.ts';
import type { Inbox, InboxChange, InboxCreation, InboxListQuery } from '../contract/inbox.ts';
import type { ConnectionInput } from '../contract/mail-server.ts';
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

export const fetchDeployment = () => read(api.deployment.$get());
export const fetchMe = () => read(api.me.$get());

export const signIn = (json: Credentials) => api.auth['sign-in'].email.$post({ json });

export const sendMagicLink = (email: string) =>
  api.auth['sign-in']['magic-link'].$post({ json: { email } });

export const signOut = () => api.auth['sign-out'].$post();

export const setUp = (json: Setup) => read(api.setup.$post({ json }));

export const listInboxes = (
  org: string,
  { q, status, cursor }: Pick<InboxListQuery, 'q' | 'status' | 'cursor'>,
  signal?: AbortSignal,
) =>
  read(
    ofOrg.inboxes.$get(
      { param: { org }, query: { q: q || undefined, status, cursor } },
      { init: { signal: signal ?? null } },
    ),
  );

export const createInbox = (org: string, json: InboxCreation) =>
  read(ofOrg.inboxes.$post({ param: { org }, json }));

export const fetchInbox = (org: string, id: string) => read(ofInbox.$get({ param: { org, id } }));

/** Changes what is named in `json`; refused as `changed-meanwhile` when `version` is no longer the newest. */
export const changeInbox = (org: string, id: string, version: number, json: InboxChange) =>
  read(ofInbox.$patch({ param: { org, id }, json }, { headers: { 'if-match': `"${version}"` } }));

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
      { headers: { 'if-match': `"${version}"` } },
    ),
  );

/** Tests the stored credentials now. */
export const checkInbox = (org: string, id: string, signal?: AbortSignal) =>
  read(ofInbox.checks.$post({ param: { org, id } }, { init: { signal: signal ?? null } }));

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
