import {
  issueCertificate,
  type KeyPair,
  makeAuthority,
  selfSignCertificate,
} from '../../dev/certificates.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NAMES = { names: ['mail.example.com'] };

/** A good certificate for mail.example.com, its authority, and every bad one. */
export const certificates = async () => {
  const authority = await makeAuthority();
  const stranger = await makeAuthority({ name: 'A stranger' });
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
  const issue = (more: object): Promise<KeyPair> =>
    issueCertificate(authority, { ...NAMES, ...more });
  return {
    authority: authority.cert,
    good: await issue({}),
    expired: await issue({ notBefore: inDays(-30), notAfter: inDays(-1) }),
    notYetValid: await issue({ notBefore: inDays(1), notAfter: inDays(30) }),
    wrongName: await issue({ names: ['other.example.net'] }),
    forAddress: await issue({ ips: ['127.0.0.1'] }),
    selfSigned: await selfSignCertificate(NAMES),
    untrusted: await issueCertificate(stranger, NAMES),
  };
};
