import type { X509Certificate } from 'node:crypto';
import type { CertificateView } from '../contract/certificate.ts';
import { scrub } from './scrub.ts';

const MAX_NAME_LENGTH = 100;
const MAX_NAMES = 20;
const MAX_CHAIN = 6;

// A certificate is written by a stranger: of its names only what a host name may hold is shown.
const hostOnly = (name: string): string =>
  name.replace(/[^A-Za-z0-9.*:-]/g, '').slice(0, MAX_NAME_LENGTH);

/** The subject alternative names that a host may have (RFC 5280 §4.2.1.6), at most twenty. */
export const namesOf = ({ subjectAltName }: X509Certificate): string[] =>
  [...(subjectAltName ?? '').matchAll(/(?:^|, )(?:DNS|IP Address):([^,]+)/g)]
    .slice(0, MAX_NAMES)
    .map(([, name = '']) => hostOnly(name))
    .filter((name) => name !== '');

/** "certificate for mail.example.com, valid until 2027-01-31": the first name, and the day in UTC. */
export const describeCertificate = (certificate: X509Certificate): string => {
  const common = /^CN=(.+)$/m.exec(certificate.subject ?? '')?.[1];
  const name = namesOf(certificate)[0] ?? hostOnly(common ?? '');
  const until = certificate.validToDate;
  const day = Number.isNaN(until.getTime())
    ? 'an unreadable date'
    : until.toISOString().slice(0, 10);
  return `certificate for ${name || 'no name'}, valid until ${day}`;
};

const EPOCH = new Date(0);
const isoOf = (date: Date): string => (Number.isNaN(date.getTime()) ? EPOCH : date).toISOString();

// "CN=…\nO=…" as Node gives it, in one line.
const distinguished = (name: string | undefined): string =>
  scrub((name ?? '').replaceAll('\n', ', '), 2 * MAX_NAME_LENGTH);

const viewOf = (certificate: X509Certificate): CertificateView => ({
  names: namesOf(certificate),
  subject: distinguished(certificate.subject),
  issuer: distinguished(certificate.issuer),
  validFrom: isoOf(certificate.validFromDate),
  validTo: isoOf(certificate.validToDate),
  fingerprint: certificate.fingerprint256,
});

/** What the server showed, its own certificate first, each with its issuer after it; at most six. */
export const viewChain = (first: X509Certificate): CertificateView[] => {
  const chain: CertificateView[] = [];
  for (
    let each: X509Certificate | undefined = first;
    each !== undefined && chain.length < MAX_CHAIN;
    each = each.issuerCertificate
  ) {
    const view = viewOf(each);
    if (chain.some(({ fingerprint }) => fingerprint === view.fingerprint)) break;
    chain.push(view);
  }
  return chain;
};
