import type { TrustedCertificate } from '../../contract/certificate.ts';
import { dayOf } from '../dates.ts';

/** Enough of a fingerprint to recognise it by; never enough to compare it: "AB:CD:…:EF". */
export const shortFingerprint = (fingerprint: string): string => {
  const pairs = fingerprint.split(':');
  return pairs.length < 4 ? fingerprint : `${pairs[0]}:${pairs[1]}:…:${pairs.at(-1)}`;
};

/** "AB:CD:…:EF until 31 Jan 2027". */
export const trustWords = ({ fingerprint, expiresAt }: TrustedCertificate): string =>
  `${shortFingerprint(fingerprint)} until ${dayOf(expiresAt)}`;
