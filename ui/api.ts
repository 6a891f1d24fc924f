import type { TestEvent, TestRequest, TestResult } from '../contract/connection-test.ts';
import type {
  Inbox,
  InboxChange,
  InboxCreation,
  InboxListQuery,
  InboxPage,
} from '../contract/inbox.ts';
import type { ConnectionInput } from '../contract/mail-server.ts';
import type { Me } from '../contract/member.ts';
import type {
  Deployment,
  InvitationAcceptance,
  InvitationCreation,
  InvitationView,
  MemberList,
  PendingInvitation,
  Setup,
} from '../contract/tenancy.ts';
import { json, send } from './http.ts';
import { ndjson } from './ndjson.ts';

export { onSignedOut } from './http.ts';

const part = encodeURIComponent;
const orgPath = (org: string) => `/api/orgs/${part(org)}`;
const inboxPath = (org: string, id: string) => `${orgPath(org)}/inboxes/${part(id)}`;

export const fetchDeployment = () => json<Deployment>('/api/deployment');
export const fetchMe = () => json<Me>('/api/me');

export const signIn = (credentials: { email: string; password: string }) =>
  send('/api/auth/sign-in/email', { method: 'POST', body: credentials });

export const sendMagicLink = (email: string) =>
  send('/api/auth/sign-in/magic-link', { method: 'POST', body: { email } });

export const signOut = () => send('/api/auth/sign-out', { method: 'POST', body: {} });

export const setUp = (setup: Setup) =>
  json<{ slug: string }>('/api/setup', { method: 'POST', body: setup });

export const listInboxes = (
  org: string,
  query: Pick<InboxListQuery, 'q' | 'status' | 'cursor'>,
  signal?: AbortSignal,
) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given as [string, string][]).toString();
  return json<InboxPage>(`${orgPath(org)}/inboxes${search && `?${search}`}`, { signal });
};

export const createInbox = (org: string, creation: InboxCreation) =>
  json<Inbox>(`${orgPath(org)}/inboxes`, { method: 'POST', body: creation });

export const fetchInbox = (org: string, id: string) => json<Inbox>(inboxPath(org, id));

/** Changes what is named in `change`; refused as `changed-meanwhile` when `version` is no longer the newest. */
export const changeInbox = (org: string, id: string, version: number, change: InboxChange) =>
  json<Inbox>(inboxPath(org, id), {
    method: 'PATCH',
    body: change,
    headers: { 'if-match': `"${version}"` },
  });

/** Tests and stores a connection; with `verify: false` stores it untested. */
export const connectInbox = (
  org: string,
  id: string,
  connection: ConnectionInput,
  { verify }: { verify: boolean },
) =>
  json<Inbox>(`${inboxPath(org, id)}/connection${verify ? '' : '?verify=false'}`, {
    method: 'PUT',
    body: connection,
  });

/** Tests the stored credentials now. */
export const checkInbox = (org: string, id: string, signal?: AbortSignal) =>
  json<TestResult>(`${inboxPath(org, id)}/checks`, { method: 'POST', body: {}, signal });

/**
 * Tests a connection and yields what happens as it happens. Ends with a `result` event; an iterator
 * that ends without one was interrupted.
 */
export async function* testConnection(
  org: string,
  request: TestRequest,
  signal: AbortSignal,
): AsyncGenerator<TestEvent> {
  const response = await send(`${orgPath(org)}/connection-tests`, {
    method: 'POST',
    body: request,
    headers: { accept: 'application/x-ndjson' },
    signal,
  });
  if (response.body) yield* ndjson(response.body) as AsyncGenerator<TestEvent>;
}

export const fetchMembers = (org: string) => json<MemberList>(`${orgPath(org)}/members`);

export const invite = (org: string, invitation: InvitationCreation) =>
  json<PendingInvitation>(`${orgPath(org)}/invitations`, { method: 'POST', body: invitation });

export const revokeInvitation = (org: string, id: string) =>
  send(`${orgPath(org)}/invitations/${part(id)}`, { method: 'DELETE' });

export const fetchInvitation = (secret: string) =>
  json<InvitationView>(`/api/invitations/${part(secret)}`);

/** Joins; makes the account first when `acceptance` is given. */
export const acceptInvitation = (secret: string, acceptance?: InvitationAcceptance) =>
  json<{ slug: string }>(`/api/invitations/${part(secret)}/${acceptance ? 'account' : 'accept'}`, {
    method: 'POST',
    body: acceptance ?? {},
  });
