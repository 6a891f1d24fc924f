import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { allAddresses, type BadCertificate } from './addresses.ts';
import { programs } from './missing.ts';

const run = promisify(execFile);
const dayMs = 86_400_000;

/** Where the certificates of one start lie; a chain file holds the key, the leaf and what follows it. */
export type Certificates = {
  caFile: string;
  ca: string;
  good: string;
  bad: Record<BadCertificate, string>;
};

/** Makes a CA, a good certificate by it, and one certificate for each fault. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  await mkdir(folder, { mode: 0o755 });
  await writeFile(`${folder}/openssl.cnf`, opensslConfig(folder));
  await writeFile(`${folder}/index.txt`, '');
  const openssl = (...args: string[]) => run(programs.openssl, args, { cwd: folder });

  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const request = ['req', '-config', 'openssl.cnf', ...newKey];
  const root = (name: string, title: string) =>
    openssl(
      ...request,
      '-x509',
      '-days',
      '30',
      '-extensions',
      'root',
      '-subj',
      `/CN=${title}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
    );
  await Promise.all([
    root('ca', 'Letterbox test CA'),
    root('stranger', 'Letterbox unknown CA'),
    openssl(
      ...request,
      '-subj',
      '/CN=mail.letterbox.test',
      '-keyout',
      'leaf.key',
      '-out',
      'leaf.csr',
    ),
  ]);
  const key = await readFile(`${folder}/leaf.key`, 'utf8');

  const issue = async (name: string, how: Issue = {}) => {
    const [fromDays, toDays] = how.validDays ?? [-1, 30];
    const signer = how.selfSigned
      ? ['-selfsign', '-keyfile', 'leaf.key']
      : ['-cert', `${how.by ?? 'ca'}.pem`, '-keyfile', `${how.by ?? 'ca'}.key`];
    const dates = ['-startdate', opensslDate(fromDays), '-enddate', opensslDate(toDays)];
    await openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'openssl.cnf',
      ...signer,
      ...dates,
      '-extensions',
      how.names ?? 'right-names',
      '-in',
      'leaf.csr',
      '-out',
      `${name}.pem`,
    );
    const rest = how.by ? await readFile(`${folder}/${how.by}.pem`, 'utf8') : '';
    const chain = `${folder}/${name}.chain.pem`;
    await writeFile(chain, key + (await readFile(`${folder}/${name}.pem`, 'utf8')) + rest, {
      mode: 0o600,
    });
    return chain;
  };

  // One after another: `openssl ca` keeps an index file.
  const good = await issue('good');
  const bad = {
    expired: await issue('expired', { validDays: [-60, -30] }),
    notYetValid: await issue('not-yet-valid', { validDays: [30, 60] }),
    wrongName: await issue('wrong-name', { names: 'wrong-name' }),
    selfSigned: await issue('self-signed', { selfSigned: true }),
    unknownAuthority: await issue('unknown-authority', { by: 'stranger' }),
  };
  const caFile = `${folder}/ca.pem`;
  return { caFile, ca: await readFile(caFile, 'utf8'), good, bad };
}

type Issue = {
  validDays?: [from: number, to: number];
  names?: 'right-names' | 'wrong-name';
  selfSigned?: boolean;
  by?: 'stranger';
};

function opensslDate(daysFromNow: number): string {
  const iso = new Date(Date.now() + daysFromNow * dayMs).toISOString();
  return `${iso.slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

function opensslConfig(folder: string): string {
  const ips = [...allAddresses, '::1'].map((ip) => `IP:${ip}`).join(',');
  const leaf = `basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid`;
  return `[ca]
default_ca = authority
[authority]
database = ${folder}/index.txt
new_certs_dir = ${folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
[policy]
commonName = supplied
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[right-names]
${leaf}
subjectAltName = DNS:localhost, DNS:mail.letterbox.test, ${ips}
[wrong-name]
${leaf}
subjectAltName = DNS:other.letterbox.test
`;
}
