import 'reflect-metadata';
import { createPrivateKey, type webcrypto, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
const AUTHORITY_LIFETIME_MS = 3650 * DAY_MS;
/** What browsers accept at most (CA/Browser Forum ballot SC-31). */
const SERVER_LIFETIME_MS = 397 * DAY_MS;
const RENEW_BEFORE_MS = 7 * DAY_MS;
/** A container's clock may be a little behind the one that signed. */
const CLOCK_SKEW_MS = 60 * 60 * 1000;

/** A certificate and its private key (PKCS #8), both PEM. */
export interface KeyPair {
  cert: string;
  key: string;
}

export interface Validity {
  notBefore?: Date;
  notAfter?: Date;
}

export interface CertificateRequest extends Validity {
  /** DNS names, the first of which is also the common name. */
  names: readonly string[];
  ips?: readonly string[];
}

/** The names that the local stand's servers answer to. */
export const LOCAL_SERVER: CertificateRequest = {
  names: ['localhost', 'mail.letterbox.test'],
  ips: ['127.0.0.1', '::1'],
};

/** Makes a certificate authority: its certificate is what clients trust. */
export async function makeAuthority(request: { name?: string } & Validity = {}): Promise<KeyPair> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [request.name ?? 'Letterbox local authority'] }],
    keys,
    signingAlgorithm: KEY_ALGORITHM,
    ...validity(request, AUTHORITY_LIFETIME_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return toPem(certificate, keys);
}

/** Issues a server certificate; past or future `notBefore`/`notAfter` make the bad ones for tests. */
export async function issueCertificate(
  authority: KeyPair,
  request: CertificateRequest,
): Promise<KeyPair> {
  const keys = await generateKeys();
  const issuer = new x509.X509Certificate(authority.cert);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: commonName(request),
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await importSigningKey(authority.key),
    signingAlgorithm: KEY_ALGORITHM,
    ...validity(request, SERVER_LIFETIME_MS),
    extensions: [
      ...serverExtensions(request),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return toPem(certificate, keys);
}

/** Makes a server certificate that nobody vouches for. */
export async function selfSignCertificate(request: CertificateRequest): Promise<KeyPair> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: commonName(request),
    keys,
    signingAlgorithm: KEY_ALGORITHM,
    ...validity(request, SERVER_LIFETIME_MS),
    extensions: serverExtensions(request),
  });
  return toPem(certificate, keys);
}

/**
 * The stand's authority and server certificate: made in `folder` at the first start, kept at later
 * ones, and replaced shortly before they expire or when the files no longer belong together.
 */
export async function ensureCertificates(
  folder: string,
  now = new Date(),
): Promise<{ authority: KeyPair; server: KeyPair }> {
  await mkdir(folder, { recursive: true });
  const authority =
    (await load(folder, 'ca', (pair) => outlives(pair, now))) ??
    (await save(folder, 'ca', await makeAuthority()));
  const server =
    (await load(folder, 'server', (pair) => outlives(pair, now) && vouchedFor(pair, authority))) ??
    (await save(folder, 'server', await issueCertificate(authority, LOCAL_SERVER)));
  return { authority, server };
}

async function load(
  folder: string,
  name: string,
  isGood: (pair: KeyPair) => boolean,
): Promise<KeyPair | undefined> {
  try {
    const [cert, key] = await Promise.all([
      readFile(join(folder, `${name}.pem`), 'utf8'),
      readFile(join(folder, `${name}.key`), 'utf8'),
    ]);
    return isGood({ cert, key }) ? { cert, key } : undefined;
  } catch {
    // Missing, cut short or edited: they are made anew, nothing else depends on their history.
    return undefined;
  }
}

async function save(folder: string, name: string, pair: KeyPair): Promise<KeyPair> {
  await writeFile(join(folder, `${name}.key`), pair.key, { mode: 0o600 });
  await writeFile(join(folder, `${name}.pem`), pair.cert);
  return pair;
}

function outlives({ cert, key }: KeyPair, now: Date): boolean {
  const certificate = new X509Certificate(cert);
  return (
    certificate.checkPrivateKey(createPrivateKey(key)) &&
    certificate.validToDate.getTime() - now.getTime() > RENEW_BEFORE_MS
  );
}

function vouchedFor({ cert }: KeyPair, authority: KeyPair): boolean {
  const certificate = new X509Certificate(cert);
  return (
    certificate.verify(new X509Certificate(authority.cert).publicKey) &&
    LOCAL_SERVER.names.every((name) => certificate.checkHost(name)) &&
    (LOCAL_SERVER.ips ?? []).every((ip) => certificate.checkIP(ip))
  );
}

function serverExtensions({ names, ips = [] }: CertificateRequest): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(false),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension([
      ...names.map((value) => ({ type: 'dns' as const, value })),
      ...ips.map((value) => ({ type: 'ip' as const, value })),
    ]),
  ];
}

function commonName({ names, ips = [] }: CertificateRequest): x509.JsonName {
  return [{ CN: [names[0] ?? ips[0] ?? 'nameless'] }];
}

function validity({ notBefore, notAfter }: Validity, lifetimeMs: number): Required<Validity> {
  const from =
    notBefore ?? new Date(Math.min(Date.now(), notAfter?.getTime() ?? Infinity) - CLOCK_SKEW_MS);
  return { notBefore: from, notAfter: notAfter ?? new Date(from.getTime() + lifetimeMs) };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
}

function importSigningKey(pem: string): Promise<CryptoKey> {
  const pkcs8 = x509.PemConverter.decodeFirst(pem);
  return crypto.subtle.importKey('pkcs8', pkcs8, KEY_ALGORITHM, false, ['sign']);
}

async function toPem(
  certificate: x509.X509Certificate,
  keys: webcrypto.CryptoKeyPair,
): Promise<KeyPair> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    cert: certificate.toString('pem'),
    key: x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag),
  };
}
