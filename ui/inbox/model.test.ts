import { describe, expect, test } from 'vitest';
import type { Inbox } from '../../contract/inbox.ts';
import * as model from './model.ts';

const inbox: Inbox = {
  id: 'inb_1',
  name: 'Support',
  displayName: null,
  emailAddress: 'support@b.example',
  connectionType: 'imap',
  status: 'disconnected',
  connectedAt: null,
  lastError: null,
  lastCheckedAt: null,
  connection: null,
  autoResponse: { enabled: false, subject: '', body: '' },
  aliases: [],
  archivedAt: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  version: 1,
};

test('only what was changed is sent', () => {
  const general = model.type(model.open(inbox), 'displayName', 'Acme');
  expect(model.parseChange(general)).toEqual({ ok: true, value: { displayName: 'Acme' } });
});

describe('when somebody else was quicker', () => {
  const theirs = { ...inbox, name: 'Helpdesk', version: 2 };
  const conflict = model.meet(model.type(model.open(inbox), 'name', 'Desk'), theirs);

  test('what was typed stays', () => {
    expect(conflict).toMatchObject({ kind: 'conflict', form: { name: 'Desk' } });
    expect(model.type(conflict, 'name', 'Desk 1').kind).toBe('conflict');
  });

  test('it is told what they changed', () => {
    expect(model.differences(inbox, theirs)).toEqual([
      { field: 'Name', before: 'Support', now: 'Helpdesk' },
    ]);
  });

  test('keeping mine changes the newer version', () => {
    const mine = model.keepMine(conflict);
    expect(mine).toMatchObject({ form: { name: 'Desk' }, base: { version: 2 } });
  });

  test('loading theirs forgets what was typed', () => {
    expect(model.keepTheirs(conflict)).toMatchObject({
      kind: 'editing',
      form: { name: 'Helpdesk' },
    });
  });
});

test('a newer inbox does not take away what is being typed', () => {
  const typed = model.type(model.open(inbox), 'name', 'Desk');
  const refreshed = model.refresh(typed, { ...inbox, version: 3 });
  expect(refreshed).toMatchObject({
    form: { name: 'Desk' },
    base: { version: 3, name: 'Support' },
  });
});

describe('the tabs', () => {
  test('are named by the address; no name is the first', () => {
    expect([undefined, 'connection', 'nonsense'].map(model.tabOf)).toEqual([
      'general',
      'connection',
      undefined,
    ]);
  });

  test('follow the arrow keys in a circle', () => {
    expect(model.tabByKey('ArrowRight', 'connection')).toBe('general');
    expect(model.tabByKey('ArrowLeft', 'general')).toBe('connection');
    expect(model.tabByKey('End', 'general')).toBe('connection');
    expect(model.tabByKey('x', 'general')).toBeUndefined();
  });
});
