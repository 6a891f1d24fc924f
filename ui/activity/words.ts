import type { AuditAction, AuditChange, AuditEvent, AuditField } from '../../contract/audit.ts';
import type { ConnectionType, InboxErrorCode } from '../../contract/inbox.ts';
import type { OAuthCheckFailure, Revocation } from '../../contract/oauth.ts';
import { connectionTypeNames, securityNames } from '../messages.ts';
import { permissionsOf } from '../oauth/scopes.ts';
import { shortErrors } from '../short-errors.ts';

/** A sentence in parts: our words, and what a person typed, which must not reorder them. */
export type Phrase = readonly (string | { typed: string })[];

type Value = AuditChange['after'];

/** What was done; `{inbox}` stands for the inbox. */
const actionWords: Record<AuditAction, string> = {
  'inbox.created': 'created {inbox}',
  'inbox.changed': 'changed {inbox}',
  'inbox.connected': 'connected {inbox}',
  'inbox.connection-stored': 'stored a connection of {inbox} without testing it',
  'inbox.tested': 'tested a connection for {inbox}',
  'inbox.round-trip': 'sent a test message through {inbox}',
  'inbox.checked': 'checked the stored connection of {inbox}',
  'inbox.disconnected': 'disconnected {inbox}; what gave access to its mailbox was destroyed',
  'inbox.permission-revoked': 'ended the permission of {inbox} at its provider',
  'inbox.archived': 'archived {inbox}',
  'inbox.restored': 'restored {inbox}',
  'inbox.deleted': 'deleted {inbox}',
  'inbox.tickets-received': 'moved tickets to {inbox}',
  'inbox.alias-added': 'added an alias to {inbox}',
  'inbox.alias-removed': 'removed an alias from {inbox}',
};

const fieldNames: Record<AuditField, string> = {
  name: 'Name',
  displayName: 'Display name',
  emailAddress: 'Address',
  connectionType: 'Way to connect',
  alias: 'Alias',
  aliases: 'Aliases',
  'autoResponse.enabled': 'Auto-response',
  'autoResponse.subject': 'Subject of the auto-response',
  'autoResponse.body': 'Text of the auto-response',
  imap: 'IMAP',
  smtp: 'SMTP',
  account: 'Account',
  scopes: 'Permissions',
  result: 'Result',
  tickets: 'Open tickets',
  from: 'From',
  to: 'To',
};

const isAutoResponse = ({ field }: AuditChange) => field.startsWith('autoResponse.');

const changedWords = (changes: readonly AuditChange[]): string => {
  const [first] = changes;
  const isAlone = changes.length === 1;
  if (isAlone && first?.field === 'name') return 'renamed {inbox}';
  if (isAlone && first?.field === 'autoResponse.enabled') {
    return `switched the auto-response of {inbox} ${first.after === true ? 'on' : 'off'}`;
  }
  return changes.length > 0 && changes.every(isAutoResponse)
    ? 'changed the auto-response of {inbox}'
    : actionWords['inbox.changed'];
};

const revocationWords: Record<Revocation['outcome'], string> = {
  revoked: actionWords['inbox.permission-revoked'],
  'still-used': 'left the permission of {inbox} at its provider, as another inbox uses the account',
  failed: 'could not end the permission of {inbox} at its provider',
  'not-offered': 'left the permission of {inbox} to be taken away at its provider',
};

const isRevocation = (word: unknown): word is Revocation['outcome'] =>
  typeof word === 'string' && Object.hasOwn(revocationWords, word);

const resultOf = (changes: readonly AuditChange[]) =>
  changes.find(({ field }) => field === 'result')?.after;

const revokedWords = (changes: readonly AuditChange[]): string => {
  const result = resultOf(changes);
  return isRevocation(result) ? revocationWords[result] : actionWords['inbox.permission-revoked'];
};

const deedWords = ({ action, changes }: AuditEvent): string => {
  if (action === 'inbox.changed') return changedWords(changes);
  return action === 'inbox.permission-revoked' ? revokedWords(changes) : actionWords[action];
};

/** What was done, around the place of the inbox: before it and after it. */
export const deedOf = (event: AuditEvent): readonly [string, string] => {
  const [before = '', after = ''] = deedWords(event).split('{inbox}');
  return [before, after];
};

const quoted = (text: string): Phrase => ['“', { typed: text }, '”'];

// As the API writes a server: "host:port security username".
const SERVER = /^(\S+) (tls|starttls|none)(?: (.*))?$/s;

const server = (text: string): Phrase => {
  const [, where, security, username] = SERVER.exec(text) ?? [];
  if (where === undefined || security === undefined) return [{ typed: text }];
  const name = securityNames[security as keyof typeof securityNames];
  const protection = security === 'none' ? 'unencrypted' : name;
  return username
    ? [`${where}, ${protection}, as `, { typed: username }]
    : [`${where}, ${protection}`];
};

const ownResults: Record<Exclude<OAuthCheckFailure, InboxErrorCode>, string> = {
  'provider-unavailable': 'Provider couldn’t be reached',
  'client-misconfigured': 'Provider refused this Letterbox',
};

const results: Record<string, string> = {
  ...shortErrors,
  ...ownResults,
  passed: 'passed',
  interrupted: 'interrupted',
};

const resultWords = (value: string): string => results[value] ?? value;

// The two providers' names of permissions have nothing in common but those of the account.
const scopesWords = (value: string): Phrase => {
  const scopes = value.split(' ');
  const isGoogle = scopes.some((scope) => scope.startsWith('https://www.googleapis.com/'));
  return [{ typed: permissionsOf(isGoogle ? 'google' : 'microsoft', scopes).join('; ') }];
};

/** A value of a field, as a person would say it. */
const said = (field: AuditField, value: Exclude<Value, null>): Phrase => {
  if (typeof value === 'boolean') return [value ? 'on' : 'off'];
  if (typeof value === 'number') return [String(value)];
  switch (field) {
    case 'imap':
    case 'smtp':
      return server(value);
    case 'result':
      return [resultWords(value)];
    case 'connectionType':
      return [connectionTypeNames[value as ConnectionType] ?? value];
    case 'scopes':
      return scopesWords(value);
    case 'account':
    case 'emailAddress':
    case 'alias':
    case 'aliases':
      return [{ typed: value }];
    default:
      return value === '' ? ['empty'] : quoted(value);
  }
};

const isNothing = (value: Value): value is null | '' => value === null || value === '';

const line = ({ field, before, after }: AuditChange): Phrase | null => {
  const name = fieldNames[field];
  if (isNothing(before) && isNothing(after)) return null;
  if (isNothing(before)) return [`${name}: `, ...said(field, after ?? '')];
  if (isNothing(after)) return [`${name}: `, ...said(field, before), ' was removed'];
  if (field === 'autoResponse.enabled') return [`${name}: `, ...said(field, after)];
  return [`${name}: `, ...said(field, before), ' became ', ...said(field, after)];
};

const openTickets = (count: Value) =>
  count === 1 ? '1 open ticket' : `${count ?? 0} open tickets`;

const deletionLines = (changes: readonly AuditChange[]): Phrase[] => {
  const find = (field: AuditField) => changes.find((change) => change.field === field);
  const [tickets, to, aliases] = [find('tickets'), find('to'), find('aliases')];
  const target = to && !isNothing(to.after) ? String(to.after) : null;
  const lines: Phrase[] = [];
  if (tickets?.before && tickets.after === 'closed') {
    lines.push([`${openTickets(tickets.before)} closed`]);
  }
  if (tickets?.before && tickets.after === 'transferred') {
    const moved = `${openTickets(tickets.before)} moved`;
    lines.push(target === null ? [moved] : [`${moved} to `, ...quoted(target)]);
  }
  if (aliases && !isNothing(aliases.before)) {
    lines.push(['Aliases removed with it: ', { typed: String(aliases.before) }]);
  }
  return lines;
};

const receivedLines = (changes: readonly AuditChange[]): Phrase[] => {
  const count = changes.find(({ field }) => field === 'tickets')?.after ?? 0;
  const from = changes.find(({ field }) => field === 'from')?.after ?? null;
  return from === null
    ? [[openTickets(count)]]
    : [[`${openTickets(count)} of `, ...quoted(String(from)), ', which was deleted']];
};

/** Says itself in the headline already. */
const isSaid = ({ action, changes }: AuditEvent, { field }: AuditChange) =>
  (action === 'inbox.changed' && field === 'autoResponse.enabled' && changes.length === 1) ||
  (action === 'inbox.permission-revoked' && field === 'result' && isRevocation(resultOf(changes)));

/** What changed, line by line. */
export const linesOf = (event: AuditEvent): Phrase[] => {
  if (event.action === 'inbox.deleted') return deletionLines(event.changes);
  if (event.action === 'inbox.tickets-received') return receivedLines(event.changes);
  return event.changes
    .filter((change) => !isSaid(event, change))
    .map((change) =>
      // The headline says that it was removed.
      event.action === 'inbox.alias-removed'
        ? line({ ...change, before: null, after: change.before })
        : line(change),
    )
    .filter((phrase) => phrase !== null);
};
