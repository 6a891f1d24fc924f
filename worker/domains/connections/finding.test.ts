import { describe, expect, test } from 'vitest';
import type { ProtocolResult, TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { certificatesIn, findingOf } from './finding.ts';

const server = (host: string, port: number) => ({
  ...{ host, port, security: 'tls' as const, username: 'u', password: 'p' },
  sender: null,
});
const REQUEST: ConnectorTestRequest = {
  tenant: 'acme',
  imap: server('imap.acme.test', 993),
  smtp: server('smtp.acme.test', 465),
};

const PASSED: ProtocolResult = { ok: true, stages: [], failure: null };
const failed = (code: FailureCode): ProtocolResult => ({
  ok: false,
  stages: [],
  failure: { stage: 'connect', code, message: 'ours', hint: 'ours' },
});
const result = (imap: ProtocolResult, smtp: ProtocolResult): TestResult => ({
  ok: imap.ok && smtp.ok,
  imap,
  smtp,
  ms: 1,
});

describe('what a test says of its inbox', () => {
  test.each<[string, TestResult, object]>([
    ['passed where both servers have', result(PASSED, PASSED), { kind: 'passed' }],
    [
      'a fault of the first server that has one, by host and port',
      result(failed('connection-refused'), failed('connect-timeout')),
      { kind: 'failing', code: 'connection-refused', at: 'imap.acme.test:993' },
    ],
    [
      'a fault of SMTP alone',
      result(PASSED, failed('connect-timeout')),
      { kind: 'failing', code: 'connect-timeout', at: 'smtp.acme.test:465' },
    ],
    [
      'a refusal before any other fault',
      result(failed('connection-refused'), failed('wrong-password')),
      { kind: 'refused', code: 'wrong-password', at: 'smtp.acme.test:465' },
    ],
    [
      'of a certificate that is not trusted a fault, for it says nothing of the credentials',
      result(failed('certificate-expired'), PASSED),
      { kind: 'failing', code: 'certificate-expired', at: 'imap.acme.test:993' },
    ],
    [
      'interrupted where it failed without saying why',
      { ok: false, imap: null, smtp: null, ms: 1 },
      { kind: 'failing', code: 'test-interrupted', at: null },
    ],
  ])('is %s', (_name, found, expected) => {
    expect(findingOf(REQUEST, found)).toEqual(expected);
  });
});

describe('the certificates that a test has seen', () => {
  const shown = (name: string) => ({
    ...{ names: [name], subject: name, issuer: 'An authority' },
    ...{ validFrom: '2026-01-01T00:00:00.000Z', validTo: '2027-01-01T00:00:00.000Z' },
    fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
  });
  const withTls = (...names: string[]): ProtocolResult => ({
    ...PASSED,
    stages: [
      { stage: 'connect', status: 'passed', ms: 1 },
      {
        ...{ stage: 'tls', status: 'passed', ms: 1 },
        facts: { tls: { version: 'TLSv1.3', cipher: 'C', chain: names.map(shown) } },
      },
    ],
  });

  test('are the servers’ own, without those of their authorities', () => {
    const found = certificatesIn(REQUEST, result(withTls('own', 'authority'), PASSED));
    expect(found).toEqual([
      {
        server: 'imap.acme.test:993',
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2027-01-01T00:00:00.000Z',
        fingerprint: shown('own').fingerprint,
      },
    ]);
  });

  test('are none where nothing was shown', () => {
    expect(certificatesIn(REQUEST, result(withTls(), PASSED))).toEqual([]);
  });
});
