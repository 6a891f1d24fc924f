import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfSignCertificate } from '../dev/certificates.ts';
import { describeCertificate } from './describe-certificate.ts';

const describe = async (name: string) => {
  const notAfter = new Date('2027-01-31T12:00:00Z');
  const { cert } = await selfSignCertificate({ names: [name], notAfter });
  return describeCertificate(new X509Certificate(cert));
};

test('a certificate is told by its first name and its last day', async () => {
  expect(await describe('*.example.com')).toBe(
    'certificate for *.example.com, valid until 2027-01-31',
  );
});

test('a name that a stranger made up is scrubbed and cut', async () => {
  const detail = await describe(`<b>\u202email ${'x'.repeat(300)}`);
  expect(detail).toMatch(/^certificate for [A-Za-z0-9.*:-]{1,100}, valid until 2027-01-31$/);
});
