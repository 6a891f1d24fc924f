import type { StageName } from '../contract/connection-test.ts';
import type { FailureField } from '../contract/failures.ts';
import type { ConnectionType, InboxAction, Status } from '../contract/inbox.ts';
import type { Protocol, Security } from '../contract/mail-server.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { Role } from '../contract/role.ts';
import { durationWords } from './durations.ts';
import { ProblemError, UnreachableError } from './problem-error.ts';

/** What takes an inbox out of use, or into it again. */
export type LifecycleAction = Extract<InboxAction, 'disconnect' | 'archive' | 'restore' | 'delete'>;

export type Message = { title: string; advice: string; requestId?: string | undefined };

const tryAgain = 'Try again in a moment.';
const reload = 'Reload the page and try again.';

const problemMessages: Record<ProblemCode, Message> = {
  'invalid-input': {
    title: 'Some fields need another look.',
    advice: 'They are marked in the form.',
  },
  'malformed-body': { title: 'The request was garbled on its way.', advice: reload },
  'unsupported-media-type': { title: 'The request was garbled on its way.', advice: reload },
  'payload-too-large': { title: 'That is more than fits.', advice: 'Shorten the text.' },
  'signed-out': { title: 'You are signed out.', advice: 'Sign in to go on.' },
  'sign-in-refused': {
    title: 'The email address or the password is not right.',
    advice: 'Check both and try again.',
  },
  'role-forbids': {
    title: 'Your role does not allow this.',
    advice: 'Ask an owner or admin of this workspace.',
  },
  'foreign-origin': { title: 'The request came from another site.', advice: reload },
  'not-found': {
    title: 'There is nothing here.',
    advice: 'It may have been deleted meanwhile.',
  },
  'address-taken': {
    title: 'This address is in use already.',
    advice: 'Look for it among the inboxes, the archived ones and their aliases, or enter another.',
  },
  'auto-response-loop': {
    title: 'Inboxes of this workspace would answer one another.',
    advice: 'Switch off one of the auto-responses first.',
  },
  'alias-limit-reached': {
    title: 'This inbox has as many aliases as it may have.',
    advice: 'Remove one that is not needed any more.',
  },
  'open-tickets': {
    title: 'There are open tickets in this inbox.',
    advice: 'Choose what happens to them.',
  },
  'transfer-target-unavailable': {
    title: 'The inbox you chose for the tickets is no longer active.',
    advice: 'Choose another one.',
  },
  'idempotency-key-invalid': { title: 'The request was garbled on its way.', advice: reload },
  'idempotency-key-reused': { title: 'The request was garbled on its way.', advice: reload },
  'too-many-changes': {
    title: 'Many changes are being made at this moment.',
    advice: tryAgain,
  },
  'invitation-limit-reached': {
    title: 'Too many invitations are open.',
    advice: 'Revoke some of them first.',
  },
  'inbox-limit-reached': {
    title: 'Upgrade to add more inboxes.',
    advice:
      'Every inbox of your plan is in use. Archive one that isn’t needed, or ask whoever runs this deployment for a higher limit.',
  },
  'inbox-archived': {
    title: 'This inbox is archived.',
    advice: 'Restore it first.',
  },
  'not-connected': {
    title: 'There is no stored connection to check.',
    advice: 'Connect the inbox first.',
  },
  'wrong-connection-type': { title: 'This inbox is connected in another way.', advice: reload },
  'provider-not-configured': {
    title: 'This deployment can’t sign in at this provider.',
    advice: 'Whoever runs it has to set the provider up first; docs/oauth-setup.md says how.',
  },
  'sign-in-over': {
    title: 'This sign-in is over. Nothing was changed.',
    advice: 'Begin again: it was used already, is too old, or the inbox was connected anew since.',
  },
  'credentials-unreadable': {
    title: 'The stored credentials can’t be read.',
    advice: 'Connect the inbox again: with its servers and passwords, or by signing in.',
  },
  'setup-not-configured': {
    title: 'This deployment has no SETUP_TOKEN.',
    advice: 'Set the secret SETUP_TOKEN, then come back.',
  },
  'setup-closed': {
    title: 'This deployment is already set up.',
    advice: 'Sign in instead.',
  },
  'setup-token-refused': {
    title: 'The setup token is not right.',
    advice: 'Copy it again from the deployment’s configuration.',
  },
  'invitation-invalid': {
    title: 'This invitation is no longer valid.',
    advice: 'Ask the person who invited you for a new one.',
  },
  'already-member': {
    title: 'This person is already a member.',
    advice: 'They are in the list of members.',
  },
  'account-exists': {
    title: 'There is already an account with this address.',
    advice: 'Sign in with it, then open the invitation again.',
  },
  'mail-not-configured': {
    title: 'This deployment can’t send mail yet.',
    advice: 'Whoever runs it has to set up outgoing mail before anyone can be invited.',
  },
  'unknown-message': {
    title: 'Letterbox does not know what this message asks.',
    advice: 'Trying again would not help: it can only be discarded.',
  },
  'changed-meanwhile': {
    title: 'Somebody changed this inbox meanwhile.',
    advice:
      'Nothing was stored, and nothing you typed is lost. Save again to store yours, or reload the page to see theirs.',
  },
  'connection-test-failed': {
    title: 'The connection test failed. Nothing was stored.',
    advice: 'The reason is shown next to the server.',
  },
  'too-many-requests': { title: 'Too many attempts.', advice: tryAgain },
  'too-many-tests': {
    title: 'This workspace has tested very often just now.',
    advice: 'Wait a few minutes, then try again.',
  },
  'login-paused': {
    title: 'The server refused two sign-ins in a row.',
    advice: 'The next test waits for a minute to pass, lest the account be locked.',
  },
  'connector-busy': { title: 'Many tests are running just now.', advice: tryAgain },
  'mail-not-sent': {
    title: 'The mail could not be sent.',
    advice:
      'Nobody has been invited. Try again in a few minutes; if it stays so, ask whoever runs this Letterbox.',
  },
  'connector-unavailable': {
    title: 'Connection tests are unavailable just now.',
    advice: 'Your settings are not the cause. Try again in a few minutes.',
  },
  'key-missing': {
    title: 'This Letterbox is missing a key that it needs.',
    advice: 'Its operator has to add it. Nothing is lost meanwhile.',
  },
  internal: { title: 'Something went wrong on our side.', advice: tryAgain },
};

const unreachable: Message = {
  title: 'Letterbox can’t be reached.',
  advice: 'Check your network connection and try again.',
};

/** What a problem is called, where it can be told before it happens. */
export const messageOf = (code: ProblemCode): Message => problemMessages[code];

/** What to tell a person about anything that was thrown. */
export const describe = (error: unknown): Message => {
  if (error instanceof UnreachableError) return unreachable;
  if (!(error instanceof ProblemError)) return problemMessages.internal;
  const { code, detail, retryAfter, requestId } = error.problem;
  const message = problemMessages[code] ?? { title: error.problem.title, advice: tryAgain };
  // Only the server knows which inboxes would answer one another.
  if (code === 'auto-response-loop' && detail) return { ...message, advice: detail };
  if (retryAfter !== undefined)
    return { ...message, advice: `Try again in ${durationWords(retryAfter)}.` };
  return code === 'internal' ? { ...message, requestId } : message;
};

export const lifecycleNames: Record<LifecycleAction, string> = {
  disconnect: 'Disconnect',
  archive: 'Archive',
  restore: 'Restore',
  delete: 'Delete',
};

export const statusNames: Record<Status, string> = {
  connected: 'Connected',
  error: 'Error',
  disconnected: 'Disconnected',
};

export const roleNames: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  agent: 'Agent',
  viewer: 'Viewer',
};

export const roleDuties: Record<Role, string> = {
  owner: 'Manages inboxes and members.',
  admin: 'Manages inboxes and members.',
  agent: 'Sees the inboxes and whether they work.',
  viewer: 'Sees the inboxes and whether they work.',
};

export const protocolNames: Record<Protocol, string> = { imap: 'IMAP', smtp: 'SMTP' };
export const protocolDuties: Record<Protocol, string> = {
  imap: 'Incoming mail',
  smtp: 'Outgoing mail',
};

export const securityNames: Record<Security, string> = {
  tls: 'TLS',
  starttls: 'STARTTLS',
  none: 'None',
};

export const connectionTypeNames: Record<ConnectionType, string> = {
  imap: 'IMAP / SMTP',
  gmail: 'Gmail',
  microsoft: 'Microsoft 365',
};

export const stageNames: Record<StageName, string> = {
  resolve: 'Find the server',
  connect: 'Connect',
  tls: 'Secure the connection',
  greeting: 'Greeting',
  authenticate: 'Sign in',
  mailbox: 'Open the inbox',
  sender: 'Allow the sender',
};

export const fieldNames: Record<FailureField, string> = {
  host: 'Host',
  port: 'Port',
  security: 'Security',
  username: 'Username',
  password: 'Password',
};
