import { describe, expect, test } from 'vitest';
import type { FailureCode } from '../../contract/failure.ts';
import { emptyForm } from './form.ts';
import { type ProtocolRun, startRun } from './test-run.ts';
import { trustedOf, trustOffer } from './trust-offer.ts';

const empty = emptyForm('a@b.example');
const former = { fingerprint: 'OLD', expiresAt: '2026-01-01T00:00:00Z' };
const form = {
  imap: { ...empty.imap, host: 'mail.b.example', trustedCertificate: former },
  smtp: { ...empty.smtp, host: 'mail.b.example' },
};
const certificate = (fingerprint: string) => ({
  names: ['mail.b.example'],
  subject: 'CN=mail.b.example',
  issuer: 'CN=mail.b.example',
  validFrom: '2026-01-01T00:00:00Z',
  validTo: '2027-01-31T00:00:00Z',
  fingerprint,
});
const tested = startRun(form, 0);
const refused = (run: ProtocolRun, code: FailureCode, fingerprint: string): ProtocolRun => ({
  ...run,
  ok: false,
  failure: { stage: 'tls', code, message: '', hint: '' },
  stages: [
    {
      stage: 'tls',
      status: 'failed',
      facts: { tls: { version: '', cipher: '', chain: [certificate(fingerprint)] } },
    },
  ],
});
const runOf = (imap: [FailureCode, string], smtp?: [FailureCode, string]) => ({
  ...tested,
  imap: refused(tested.imap, ...imap),
  smtp: smtp ? refused(tested.smtp, ...smtp) : tested.smtp,
});

describe('trust is offered in', () => {
  test.each(['certificate-self-signed', 'certificate-untrusted', 'certificate-changed'] as const)(
    '%s',
    (code) => {
      expect(trustOffer('imap', runOf([code, 'AA']), form)).toMatchObject({
        certificate: { fingerprint: 'AA' },
        among: ['imap'],
      });
    },
  );

  test.each([
    'certificate-expired',
    'certificate-wrong-name',
    'certificate-weak',
    'tls-failed',
  ] as const)('never in %s', (code) => {
    expect(trustOffer('imap', runOf([code, 'AA']), form)).toBeNull();
  });
});

test('both servers are trusted at once where they show the very same certificate', () => {
  const same = runOf(['certificate-self-signed', 'AA'], ['certificate-self-signed', 'AA']);
  expect(trustOffer('smtp', same, form)?.among).toEqual(['imap', 'smtp']);
  const others = runOf(['certificate-self-signed', 'AA'], ['certificate-self-signed', 'BB']);
  expect(trustOffer('imap', others, form)?.among).toEqual(['imap']);
  const expired = runOf(['certificate-self-signed', 'AA'], ['certificate-expired', 'AA']);
  expect(trustOffer('imap', expired, form)?.among).toEqual(['imap']);
});

test('the one that was trusted is shown beside the one that replaced it', () => {
  expect(trustOffer('imap', runOf(['certificate-changed', 'AA']), form)?.former).toEqual(former);
  expect(trustOffer('imap', runOf(['certificate-self-signed', 'AA']), form)?.former).toBeNull();
});

test('a certificate of one host is not offered for another', () => {
  const elsewhere = { ...form, imap: { ...form.imap, host: 'other.example' } };
  expect(trustOffer('imap', runOf(['certificate-self-signed', 'AA']), elsewhere)).toBeNull();
});

test('the fingerprint is what is trusted', () => {
  expect(trustedOf(certificate('AA'))).toEqual({
    fingerprint: 'AA',
    expiresAt: '2027-01-31T00:00:00Z',
  });
});
