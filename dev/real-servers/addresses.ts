/** Loopback addresses: one per behaviour, so that every behaviour keeps the same port numbers. */
export const goodAddress = '127.0.0.1';

/** One address per bad certificate; each certificate has exactly the one fault it is named after. */
export const badCertificateAddresses = {
  expired: '127.0.0.2',
  notYetValid: '127.0.0.3',
  wrongName: '127.0.0.4',
  selfSigned: '127.0.0.5',
  unknownAuthority: '127.0.0.6',
} as const;

/** Postfix speaks TLS 1.1 at most here. Dovecot 2.3 has no setting for a highest version. */
export const tls11OnlyAddress = '127.0.0.7';

/**
 * Both servers insist on STARTTLS here. For Dovecot it must differ from the client's own address
 * (Linux connects from 127.0.0.1): a client on the server's own address always counts as secured.
 */
export const tlsRequiredAddress = '127.0.0.8';

/** Cyrus stands here, in Dovecot's place. */
export const cyrusAddress = '127.0.0.9';

/** Exim stands here, in Postfix's place. */
export const eximAddress = '127.0.0.10';

/** A Dovecot and a Postfix that take access tokens here, and no passwords. */
export const oauthAddress = '127.0.0.11';

/** The bad certificates by name. */
export type BadCertificate = keyof typeof badCertificateAddresses;

/** The bad certificates' names, in a fixed order. */
export const badCertificateNames = Object.keys(badCertificateAddresses) as BadCertificate[];

/** Every address some server listens on. */
export const allAddresses = [
  goodAddress,
  ...Object.values(badCertificateAddresses),
  tls11OnlyAddress,
  tlsRequiredAddress,
  cyrusAddress,
  eximAddress,
  oauthAddress,
];
