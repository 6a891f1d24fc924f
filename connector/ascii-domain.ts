import { domainToASCII } from 'node:url';

/** An address as servers without SMTPUTF8 know it (RFC 5891): its domain in ASCII, where that can be said. */
export const asciiDomain = (address: string): string => {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`;
};

/** Whether a server needs SMTPUTF8 (RFC 6531 §3.1) for an address, the domain of which is in ASCII. */
export const needsSmtpUtf8 = (address: string): boolean => /[^\x20-\x7e]/.test(address);
