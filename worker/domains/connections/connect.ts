import type { ConnectionInput, MailServer } from '../../../contract/mail-server.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import type { AskOptions } from '../../platform/connector.ts';
import { changesBetween } from '../audit/changes.ts';
import { alter, changedMeanwhile, requireAllowed, requireSeen } from '../inboxes/alter.ts';
import {
  type Credentials,
  readCredentials,
  type StoredCredentials,
  sealCredentials,
  smtpServer,
} from '../inboxes/credentials.ts';
import { connected, statusOf, untried } from '../inboxes/inbox.ts';
import { requireNoLoop } from '../inboxes/loop.ts';
import { findKnownInbox, type KnownInbox } from '../inboxes/queries.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import type { Who } from '../tenants/session.ts';
import { requireServers } from './ask.ts';
import { completePasswords } from './complete.ts';
import { recordTest } from './record-test.ts';
import { runTest } from './run-test.ts';
import { serversSaid } from './servers-said.ts';

type Connect = {
  id: string;
  input: ConnectionInput;
  /** Test before storing; otherwise the inbox stays disconnected until a check passes. */
  verify: boolean;
  seen: number | undefined;
};

/** Throws `connection-test-failed` with the result, which the audit chain then tells of. */
const requirePassing = async (
  deps: Deps,
  who: Who,
  { id, emailAddress }: InboxRow,
  credentials: Credentials,
  options: AskOptions,
): Promise<void> => {
  const smtp = { ...smtpServer(credentials), sender: emailAddress };
  const request = { tenant: who.tenant, imap: credentials.imap, smtp };
  const result = await runTest(deps, request, options);
  if (result.ok) return;
  await recordTest(deps, who, id, { request, result });
  throw new ProblemError('connection-test-failed', { result });
};

const complete = (input: ConnectionInput, stored: StoredCredentials): Credentials => {
  const { imap, smtp } = completePasswords(input, stored);
  if (imap === null || smtp === null) throw new ProblemError('invalid-input');
  return { imap, smtp };
};

// The same for the same credentials, whatever the order of their fields.
const textOf = (credentials: Credentials): string => {
  const inOrder = ({
    host,
    port,
    security,
    username,
    password,
    trustedCertificate,
  }: MailServer) => [
    ...[host, port, security, username, password],
    trustedCertificate?.fingerprint ?? null,
  ];
  const { imap, smtp } = credentials;
  return JSON.stringify([inOrder(imap), inOrder(smtpServer(credentials)), smtp.sameCredentials]);
};

const isReflected = (
  row: InboxRow,
  stored: StoredCredentials,
  credentials: Credentials,
  verify: boolean,
): boolean =>
  stored.state === 'readable' &&
  textOf(stored.credentials) === textOf(credentials) &&
  (!verify || statusOf(row) === 'connected');

const store = (
  deps: Deps,
  who: Who,
  tested: InboxRow,
  { credentials, verify }: { credentials: Credentials; verify: boolean },
): Promise<KnownInbox> => {
  const asked = { id: tested.id, action: 'connect' } as const;
  return alter(deps, who, asked, [], async (inbox) => {
    const { row } = inbox;
    // The inbox that was tested is no more what is stored.
    if (row.version !== tested.version) throw await changedMeanwhile(deps, row);
    const stored = await readCredentials(deps.vault, row);
    const { envelope, keyId } = await sealCredentials(deps.vault, row, credentials);
    const change = {
      credentialsEncrypted: envelope,
      credentialsKeyId: keyId,
      credentialsVersion: row.credentialsVersion + 1,
      formerServers: null,
      ...(verify ? connected(row, deps.now()) : untried(row, deps.now())),
    };
    await requireNoLoop(deps, { ...inbox, row: { ...row, ...change } });
    const before = stored.state === 'readable' ? serversSaid(stored.credentials) : {};
    const changes = changesBetween(before, serversSaid(credentials));
    const action = verify ? 'inbox.connected' : 'inbox.connection-stored';
    return { change, event: { action, changes } };
  });
};

/**
 * Connects an inbox by IMAP and SMTP: tests, then stores what passed. Whatever it throws
 * (`connection-test-failed`, `changed-meanwhile`, `auto-response-loop`, `connector-unavailable`…), the
 * stored credentials are as they were.
 */
export const connect = async (
  deps: Deps,
  who: Who,
  { id, input, verify, seen }: Connect,
  options: AskOptions,
): Promise<KnownInbox> => {
  const inbox = await findKnownInbox(deps.db, who.tenant, id);
  const { row } = inbox;
  requireAllowed(row, 'connect');
  requireServers(row);
  const stored = await readCredentials(deps.vault, row);
  const credentials = complete(input, stored);
  const isStale = seen !== undefined && seen !== row.version;
  // A repeated request, whose first answer was lost (RFC 9110 §13.1.1).
  if (isStale && isReflected(row, stored, credentials, verify)) return inbox;
  await requireSeen(deps, row, seen);
  if (verify) await requirePassing(deps, who, row, credentials, options);
  return store(deps, who, row, { credentials, verify });
};
