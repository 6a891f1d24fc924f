import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ensureCertificates,
  issueCertificate,
  type KeyPair,
  LOCAL_SERVER,
  makeAuthority,
  selfSignCertificate,
} from './certificates.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);

/** What Node's TLS client says of a server on 127.0.0.1 with this certificate when it trusts `ca`. */
async function verdict(pair: KeyPair, ca: string): Promise<string> {
  const server = createServer(pair).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', ca, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { authorized, authorizationError } = socket;
  socket.destroy();
  server.close();
  return authorized ? 'good' : String(authorizationError);
}

test('an issued certificate is good for each of its names and addresses', async () => {
  const authority = await makeAuthority();
  const issued = await issueCertificate(authority, LOCAL_SERVER);
  expect(await verdict(issued, authority.cert)).toBe('good');
  const certificate = new X509Certificate(issued.cert);
  for (const name of ['localhost', 'mail.letterbox.test']) {
    expect(certificate.checkHost(name)).toBe(name);
  }
  for (const ip of ['127.0.0.1', '::1']) expect(certificate.checkIP(ip)).toBe(ip);
});

test.each([
  ['expired', { ...LOCAL_SERVER, notAfter: daysFromNow(-1) }, 'CERT_HAS_EXPIRED'],
  ['not yet valid', { ...LOCAL_SERVER, notBefore: daysFromNow(1) }, 'CERT_NOT_YET_VALID'],
  ['for another name', { names: ['other.test'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('a certificate that is %s is refused as such', async (_what, request, code) => {
  const authority = await makeAuthority();
  expect(await verdict(await issueCertificate(authority, request), authority.cert)).toBe(code);
});

test('a certificate of another authority, and one of none, are refused as such', async () => {
  const [trusted, other] = [await makeAuthority(), await makeAuthority({ name: 'Other' })];
  const foreign = await issueCertificate(other, LOCAL_SERVER);
  expect(await verdict(foreign, trusted.cert)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  const own = await selfSignCertificate(LOCAL_SERVER);
  expect(await verdict(own, trusted.cert)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('certificates are made at the first start and kept at later ones', async () => {
  const first = await ensureCertificates(folder);
  expect(await verdict(first.server, first.authority.cert)).toBe('good');
  expect(await ensureCertificates(folder)).toEqual(first);
});

test('private keys are readable by their owner alone', async () => {
  await ensureCertificates(folder);
  for (const file of ['ca.key', 'server.key']) {
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  }
});

test('a server certificate within a week of its end is renewed, by the same authority', async () => {
  const first = await ensureCertificates(folder);
  const end = new X509Certificate(first.server.cert).validToDate.getTime();
  expect(await ensureCertificates(folder, new Date(end - 7.1 * DAY_MS))).toEqual(first);
  const renewed = await ensureCertificates(folder, new Date(end - 6.9 * DAY_MS));
  expect(renewed.authority).toEqual(first.authority);
  expect(renewed.server).not.toEqual(first.server);
  expect(await verdict(renewed.server, first.authority.cert)).toBe('good');
});

test.each(['ca.pem', 'ca.key', 'server.pem', 'server.key'])(
  'a folder with a broken %s is made whole again',
  async (file) => {
    await ensureCertificates(folder);
    await writeFile(join(folder, file), 'cut sho');
    const { authority, server } = await ensureCertificates(folder);
    expect(await verdict(server, authority.cert)).toBe('good');
  },
);
