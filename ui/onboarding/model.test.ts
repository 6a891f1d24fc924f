import { describe, expect, test } from 'vitest';
import type { Inbox, OAuthConnectionView } from '../../contract/inbox.ts';
import { connectedAs, standingOf, workspaceOf } from './model.ts';

const plan = { limit: 5, used: 0, archived: 0 };
const inbox = {
  archivedAt: null,
  status: 'disconnected',
  connectionType: 'gmail',
  connection: null,
} as unknown as Inbox;

describe('a workspace', () => {
  test('is new while nobody has added an inbox', () => {
    expect(workspaceOf({ inboxes: [], plan })).toBe('new');
  });

  test('has inboxes that wait to be connected', () => {
    expect(workspaceOf({ inboxes: [], plan: { ...plan, used: 2 } })).toBe('none-connected');
  });

  test('with a connected inbox is not told that it needs its first', () => {
    expect(workspaceOf({ inboxes: [inbox], plan: { ...plan, used: 1 } })).toBe('connected');
  });

  test('with a plan that is used up is asked nothing', () => {
    expect(workspaceOf({ inboxes: [], plan: { ...plan, used: 5 } })).toBe('full');
  });
});

describe('an inbox', () => {
  test.each([
    [{ status: 'connected' }, 'connected'],
    [{}, 'to-sign-in'],
    [{ status: 'error', connectionType: 'microsoft' }, 'to-sign-in'],
    [{ connectionType: 'imap' }, 'to-fill-in'],
    [{ status: 'disconnected', archivedAt: '2026-01-01T00:00:00.000Z' }, 'archived'],
  ] as const)('of %j is %s', (change, standing) => {
    expect(standingOf({ ...inbox, ...change })).toBe(standing);
  });

  const oauth: OAuthConnectionView = {
    provider: 'google',
    account: 'jane@acme.test',
    scopes: [],
    shared: false,
  };

  test('says as whom it is connected', () => {
    expect(connectedAs({ connectionType: 'gmail', connection: oauth })).toEqual({
      kind: 'account',
      mail: 'Gmail',
      account: 'jane@acme.test',
    });
  });

  test('tells a shared mailbox from the account that opens it', () => {
    const connection: OAuthConnectionView = { ...oauth, provider: 'microsoft', shared: true };
    expect(connectedAs({ connectionType: 'microsoft', connection })).toMatchObject({
      kind: 'shared',
      account: 'jane@acme.test',
    });
  });

  test('says nothing that it does not know', () => {
    expect(connectedAs({ connectionType: 'gmail', connection: null })).toEqual({ kind: 'unknown' });
  });
});
