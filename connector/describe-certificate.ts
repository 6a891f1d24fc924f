import type { X509Certificate } from 'node:crypto';

const MAX_NAME_LENGTH = 100;

// A certificate is written by a stranger: of its names only what a host name may hold is shown.
const scrub = (name: string): string =>
  name.replace(/[^A-Za-z0-9.*:-]/g, '').slice(0, MAX_NAME_LENGTH);

/** "certificate for mail.example.com, valid until 2027-01-31": the first name, and the day in UTC. */
export const describeCertificate = (certificate: X509Certificate): string => {
  const alternative = /(?:DNS|IP Address):([^,]+)/.exec(certificate.subjectAltName ?? '')?.[1];
  const common = /^CN=(.+)$/m.exec(certificate.subject ?? '')?.[1];
  const name = scrub(alternative ?? common ?? '') || 'no name';
  const until = certificate.validToDate;
  const day = Number.isNaN(until.getTime())
    ? 'an unreadable date'
    : until.toISOString().slice(0, 10);
  return `certificate for ${name}, valid until ${day}`;
};
