import { describe, expect, test } from 'vitest';
import type { Inbox, InboxErrorCode } from '../../contract/inbox.ts';
import { troubleWords, withoutSignIn } from './trouble.ts';

const at = '2026-01-01T00:00:00Z';
type Standing = Parameters<typeof troubleWords>[0];

const inbox = (change: Partial<Inbox>): Standing => ({
  status: 'disconnected',
  lastError: null,
  disconnectedAt: null,
  connection: null,
  ...change,
});

const broken = (code: InboxErrorCode) =>
  inbox({ status: 'error', lastError: { code, message: 'The server’s words.', at } });

test('an inbox that works has none', () => {
  expect(troubleWords(inbox({ status: 'connected' }), 'google')).toBeNull();
});

describe('an inbox of a provider', () => {
  const all = [
    broken('oauth_refresh_failed'),
    broken('mailbox-denied'),
    broken('credentials-unreadable'),
    inbox({ disconnectedAt: at }),
    inbox({}),
  ].map((one) => troubleWords(one, 'microsoft'));

  test('is never asked for a password or a server', () => {
    expect(JSON.stringify(all)).not.toMatch(/password|server/i);
  });

  test('is told of in words of its own, with what mends it', () => {
    expect(new Set(all.map((words) => words?.title)).size).toBe(all.length);
    expect(all.map((words) => words?.action)).toEqual([
      'Reconnect',
      'Reconnect',
      'Reconnect',
      'Reconnect',
      'Finish connecting',
    ]);
  });
});

test('nobody is sent to a sign-in that is not set up here', () => {
  const words = troubleWords(inbox({ disconnectedAt: at }), 'google');
  const { advice } = withoutSignIn(words ?? expect.fail(), 'google');
  expect(advice).not.toContain('Sign in at');
  expect(advice).toContain('set up');
});
