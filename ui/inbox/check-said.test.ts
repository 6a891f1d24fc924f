import { describe, expect, test } from 'vitest';
import type { TestResult } from '../../contract/connection-test.ts';
import type { OAuthCheck } from '../../contract/oauth.ts';
import { checkSaid, whyNotChecked } from './check-said.ts';

const server = (code: string | null) =>
  ({ ok: code === null, failure: code && { code }, stages: [] }) as unknown as TestResult['imap'];
const servers = (imap: string | null, smtp: string | null): TestResult => ({
  ok: imap === null && smtp === null,
  imap: server(imap),
  smtp: server(smtp),
  ms: 1,
});
const grant = (code: NonNullable<OAuthCheck['failure']>['code'] | null): OAuthCheck => ({
  ok: code === null,
  provider: 'google',
  stages: [],
  failure: code && { code, detail: null },
  ms: 1,
});

describe('what a check has found', () => {
  test('is good where everything passed', () => {
    for (const result of [servers(null, null), grant(null)]) {
      expect(checkSaid(result)).toMatchObject({ tone: 'good', title: 'The connection works.' });
    }
  });

  test('names each server that failed', () => {
    expect(checkSaid(servers('wrong-password', null)).rest).toBe(
      'IMAP: Username or password refused.',
    );
    expect(checkSaid(servers('connect-timeout', 'connection-refused')).rest).toBe(
      'IMAP: Server doesn’t answer. SMTP: Connection refused.',
    );
  });

  test('is no fault of the inbox where the provider is out', () => {
    expect(checkSaid(grant('provider-unavailable')).tone).toBe('warn');
    expect(checkSaid(grant('client-misconfigured')).tone).toBe('warn');
    expect(checkSaid(grant('oauth_refresh_failed')).tone).toBe('bad');
  });
});

describe('an inbox can’t be checked', () => {
  const inbox = { actions: ['check' as const], archivedAt: null, lastError: null };
  const at = '2026-03-02T10:04:00.000Z';

  test('only with a reason', () => {
    expect(whyNotChecked(inbox)).toBeNull();
    expect(whyNotChecked({ ...inbox, actions: [] })).toContain('before it is connected');
    expect(whyNotChecked({ ...inbox, actions: [], archivedAt: at })).toContain('Archived');
  });

  test('while its credentials can’t be read', () => {
    const lastError = { code: 'credentials-unreadable', message: '', at } as const;
    expect(whyNotChecked({ ...inbox, lastError })).toContain('readable');
  });
});
