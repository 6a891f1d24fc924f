import { describe, expect, test } from 'vitest';
import { type AuditChange, type AuditEvent, auditActions } from '../../contract/audit.ts';
import { deedOf, linesOf, type Phrase } from './words.ts';

const event = (action: AuditEvent['action'], ...changes: AuditChange[]): AuditEvent => ({
  seq: 1,
  at: '2026-01-01T00:00:00Z',
  actor: { id: 'u1', name: 'Ada' },
  action,
  inbox: { id: 'inb_1', name: 'Help' },
  changes,
});
const change = (
  field: AuditChange['field'],
  before: AuditChange['before'],
  after: AuditChange['after'],
): AuditChange => ({ field, before, after });

const text = (phrase: Phrase) =>
  phrase.map((part) => (typeof part === 'string' ? part : part.typed)).join('');
const told = (one: AuditEvent) => [deedOf(one).join('the inbox'), ...linesOf(one).map(text)];

test('every action has words, with a place for the inbox', () => {
  const deeds = auditActions.map((action) => deedOf(event(action)).join('X'));
  expect(deeds.every((words) => words.includes('X'))).toBe(true);
  expect(new Set(deeds).size).toBe(auditActions.length);
});

describe('a change', () => {
  test('of the name alone is a renaming', () => {
    expect(told(event('inbox.changed', change('name', 'Support', 'Help')))).toEqual([
      'renamed the inbox',
      'Name: “Support” became “Help”',
    ]);
  });

  test('of several fields says each', () => {
    const both = event(
      'inbox.changed',
      change('name', 'Support', 'Help'),
      change('displayName', 'Acme', null),
    );
    expect(told(both)).toEqual([
      'changed the inbox',
      'Name: “Support” became “Help”',
      'Display name: “Acme” was removed',
    ]);
  });

  test('of whether the auto-response is on is said in one sentence', () => {
    expect(told(event('inbox.changed', change('autoResponse.enabled', false, true)))).toEqual([
      'switched the auto-response of the inbox on',
    ]);
  });

  test('of the auto-response alone says so', () => {
    const written = event(
      'inbox.changed',
      change('autoResponse.enabled', false, true),
      change('autoResponse.subject', '', 'Hello'),
    );
    expect(told(written)).toEqual([
      'changed the auto-response of the inbox',
      'Auto-response: on',
      'Subject of the auto-response: “Hello”',
    ]);
  });
});

test('a creation tells what it began with', () => {
  const created = event(
    'inbox.created',
    change('emailAddress', null, 'a@b.test'),
    change('connectionType', null, 'imap'),
    change('name', null, 'Help'),
    change('displayName', null, null),
  );
  expect(told(created)).toEqual([
    'created the inbox',
    'Address: a@b.test',
    'Way to connect: IMAP / SMTP',
    'Name: “Help”',
  ]);
});

test('a connection is told by where it leads and as whom', () => {
  const connected = event(
    'inbox.connected',
    change('imap', 'a.test:143 starttls me', 'b.test:993 tls me too'),
    change('smtp', null, 'b.test:25 none'),
  );
  expect(told(connected).slice(1)).toEqual([
    'IMAP: a.test:143, STARTTLS, as me became b.test:993, TLS, as me too',
    'SMTP: b.test:25, unencrypted',
  ]);
});

test('a failed test is told in the words of the list', () => {
  const tested = event('inbox.tested', change('result', null, 'wrong-password'));
  expect(told(tested)).toEqual([
    'tested a connection for the inbox',
    'Result: Username or password refused',
  ]);
});

test('an account of a provider is told with what it permits', () => {
  const connected = event(
    'inbox.connected',
    change('account', null, 'jane@acme.test'),
    change('scopes', null, 'openid https://www.googleapis.com/auth/gmail.send'),
  );
  expect(told(connected)).toEqual([
    'connected the inbox',
    'Account: jane@acme.test',
    'Permissions: Send mail as you; Know which account signed in',
  ]);
});

test.each([
  ['revoked', 'ended the permission of the inbox at its provider'],
  [
    'still-used',
    'left the permission of the inbox at its provider, as another inbox uses the account',
  ],
  ['failed', 'could not end the permission of the inbox at its provider'],
])('a permission that was %s is told in one sentence', (result, words) => {
  const ended = event(
    'inbox.permission-revoked',
    change('account', null, 'jane@acme.test'),
    change('result', null, result),
  );
  expect(told(ended)).toEqual([words, 'Account: jane@acme.test']);
});

test('a deletion tells where the tickets went and which aliases', () => {
  const deleted = event(
    'inbox.deleted',
    change('tickets', 3, 'transferred'),
    change('to', null, 'Sales'),
    change('aliases', 'a@b.test, c@d.test', null),
  );
  expect(told(deleted)).toEqual([
    'deleted the inbox',
    '3 open tickets moved to “Sales”',
    'Aliases removed with it: a@b.test, c@d.test',
  ]);
  const empty = event('inbox.deleted', change('tickets', 0, null), change('to', null, null));
  expect(told(empty)).toEqual(['deleted the inbox']);
});

test('tickets that came are told with where they came from', () => {
  const received = event(
    'inbox.tickets-received',
    change('tickets', null, 1),
    change('from', null, 'Old'),
  );
  expect(told(received)).toEqual([
    'moved tickets to the inbox',
    '1 open ticket of “Old”, which was deleted',
  ]);
});

test('what a person typed never stands among our own words', () => {
  const hostile = '\u202eevil';
  const renamed = event('inbox.changed', change('name', hostile, hostile));
  const ours = linesOf(renamed).flatMap((phrase) => phrase.filter((p) => typeof p === 'string'));
  expect(ours.join('')).not.toContain(hostile);
});
