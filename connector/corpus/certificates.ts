import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import {
  issueCertificate,
  type KeyPair,
  makeAuthority,
  selfSignCertificate,
} from '../../dev/certificates.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOST = 'mail.example.com';
/** Lets a server use keys that OpenSSL would not load otherwise. */
const LENIENT = { ciphers: 'DEFAULT:@SECLEVEL=0' };
const EC = { name: 'ECDSA', namedCurve: 'P-256' };
const SHORT_RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 1024,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** What a server speaks TLS with: certificate, key, and what it is limited to. */
export type ServerTls = KeyPair & {
  ciphers?: string;
  minVersion?: 'TLSv1';
  maxVersion?: 'TLSv1.1';
};

export type Certificates = Awaited<ReturnType<typeof makeCertificates>>;

/** A good certificate for mail.example.com, the authority that is trusted, and every bad one. */
export const makeCertificates = async () => {
  const authority = await makeAuthority();
  const stranger = await makeAuthority({ name: 'A stranger' });
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
  const issue = (more: object): Promise<ServerTls> =>
    issueCertificate(authority, { names: [HOST], ...more });
  const good = await issue({});
  return {
    authority: authority.cert,
    servers: {
      good,
      expired: await issue({ notBefore: inDays(-30), notAfter: inDays(-1) }),
      notYetValid: await issue({ notBefore: inDays(1), notAfter: inDays(30) }),
      wrongName: await issue({ names: ['other.example.net'] }),
      parentName: await issue({ names: ['example.com'] }),
      wildcard: await issue({ names: ['*.example.com'] }),
      international: await issue({ names: ['xn--bcher-kva.example'] }),
      address: await issue({ ips: ['127.0.0.1'] }),
      selfSigned: (await selfSignCertificate({ names: [HOST] })) as ServerTls,
      unknownAuthority: (await issueCertificate(stranger, { names: [HOST] })) as ServerTls,
      shortKey: await weak(authority, { keys: SHORT_RSA, hash: 'SHA-256' }),
      shortSelfSigned: await weak(null, { keys: SHORT_RSA, hash: 'SHA-256' }),
      oldSignature: await weak(authority, { keys: EC, hash: 'SHA-1' }),
      oldTls: { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ...LENIENT } as ServerTls,
    },
  };
};

type Weakness = {
  keys: webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams;
  hash: string;
};

const weak = async (
  authority: KeyPair | null,
  { keys: kind, hash }: Weakness,
): Promise<ServerTls> => {
  const keys = await crypto.subtle.generateKey(kind, true, ['sign', 'verify']);
  const issuer = authority && new x509.X509Certificate(authority.cert);
  const signingKey = authority
    ? await crypto.subtle.importKey('pkcs8', der(authority.key), EC, false, ['sign'])
    : keys.privateKey;
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [HOST] }],
    issuer: issuer?.subjectName ?? [{ CN: [HOST] }],
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: { name: authority ? EC.name : kind.name, hash },
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: HOST }])],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  const key = x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag);
  return { cert: certificate.toString('pem'), key, ...LENIENT };
};

const der = (pem: string): ArrayBuffer => x509.PemConverter.decodeFirst(pem);
