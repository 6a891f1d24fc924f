import { readFile } from 'node:fs/promises';
import { type Account, assertUsableAccounts, defaultAccounts } from './accounts.ts';
import {
  type BadCertificate,
  badCertificateAddresses,
  goodAddress,
  tls11OnlyAddress,
  tlsRequiredAddress,
} from './addresses.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { prepareDovecot } from './dovecot.ts';
import { waitForGreeting } from './greeting.ts';
import { type Hold, holdFolder } from './hold.ts';
import { layoutOf, makeScratchFolder, makeSharedParts } from './layout.ts';
import { missingRealServers } from './missing.ts';
import { choosePorts, type MailPorts, takenPorts } from './ports.ts';
import { preparePostfix } from './postfix.ts';

const startTimeoutMs = 15_000;
const mostAttempts = 3;
const logTailLines = 15;

/** What a start may be told; everything has a default. */
export type RealServersOptions = {
  /** An empty or missing folder, removed at stop; by default a new one under `os.tmpdir()`. */
  folder?: string;
  accounts?: Account[];
  ports?: Partial<MailPorts>;
};

/** The ports of one bad certificate's address. */
export type MailHost = { host: string } & Omit<MailPorts, 'smtpPlain'>;

/** Dovecot and Postfix, running. */
export type RealServers = {
  folder: string;
  /** The CA that signed all certificates but the self-signed one and the unknown authority's. */
  caFile: string;
  ca: string;
  accounts: Account[];
  /** `imap` takes a login with STARTTLS and without. */
  dovecot: { host: string; imap: number; imaps: number };
  /** `smtp` takes a login after STARTTLS only; `smtpPlain` has no TLS at all. */
  postfix: { host: string; smtp: number; submissions: number; smtpPlain: number };
  badCertificates: Record<BadCertificate, MailHost>;
  /** Postfix with TLS 1.1 at most. */
  tls11Only: { host: string; smtp: number; submissions: number };
  /** Both servers refuse a login, and Postfix all mail, before STARTTLS. */
  tlsRequired: { host: string; imap: number; smtp: number };
  logFile: string;
  /** Ends all processes and removes the folder; harmless when repeated. */
  stop(): Promise<void>;
};

/** Starts a real Dovecot and a real Postfix on loopback, in a scratch folder that ends with them. */
export async function startRealServers(options: RealServersOptions = {}): Promise<RealServers> {
  const missing = missingRealServers();
  if (missing !== null) throw new Error(missing);
  const accounts = options.accounts ?? defaultAccounts();
  assertUsableAccounts(accounts);
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options, accounts);
    } catch (error) {
      const mayRetry = error instanceof PortsTaken && !options.ports;
      if (!mayRetry || attempt === mostAttempts) throw error;
    }
  }
}

// Between choosing a free port and binding it, somebody else may have taken it.
class PortsTaken extends Error {}

async function startOnce(options: RealServersOptions, accounts: Account[]): Promise<RealServers> {
  const ports = await choosePorts(options.ports);
  const folder = await makeScratchFolder(options.folder);
  const layout = layoutOf(folder);
  const hold = await holdFolder(folder, layout.logFile);
  try {
    await makeSharedParts(layout);
    const certificates = await makeCertificates(layout.tls);
    // Postfix first lays the folder in which Dovecot listens for Postfix's logins.
    const postfix = await preparePostfix(layout, ports, certificates, accounts);
    const dovecot = await prepareDovecot(layout, ports, certificates, accounts);
    try {
      await run(hold, dovecot, ports.imap, '* OK');
      await run(hold, postfix, ports.smtp, '220 ');
    } catch (error) {
      const tail = (await readFile(layout.logFile, 'utf8')).trim().split('\n').slice(-logTailLines);
      throw new Error(`${(error as Error).message}\n${tail.join('\n')}`, { cause: error });
    }
    return {
      ...describe(ports, certificates),
      folder,
      accounts,
      logFile: layout.logFile,
      stop: hold.release,
    };
  } catch (error) {
    await hold.release();
    // Asked of the system, as Postfix tells only syslog why it cannot bind a port.
    const taken = await takenPorts(ports);
    if (taken.length === 0) throw error;
    const message = `Port ${taken.join(', ')} is already in use\n${(error as Error).message}`;
    throw new PortsTaken(message, { cause: error });
  }
}

async function run(hold: Hold, command: string[], port: number, greeting: string): Promise<void> {
  hold.launch(command);
  await waitForGreeting(goodAddress, port, greeting, Date.now() + startTimeoutMs, () => {
    if (hold.complaints.length > 0) throw new Error(hold.complaints.join('\n'));
  });
}

function describe({ smtpPlain, ...ports }: MailPorts, { caFile, ca }: Certificates) {
  const { imap, imaps, smtp, submissions } = ports;
  const at = (name: BadCertificate) => ({ host: badCertificateAddresses[name], ...ports });
  return {
    caFile,
    ca,
    dovecot: { host: goodAddress, imap, imaps },
    postfix: { host: goodAddress, smtp, submissions, smtpPlain },
    badCertificates: {
      expired: at('expired'),
      notYetValid: at('notYetValid'),
      wrongName: at('wrongName'),
      selfSigned: at('selfSigned'),
      unknownAuthority: at('unknownAuthority'),
    },
    tls11Only: { host: tls11OnlyAddress, smtp, submissions },
    tlsRequired: { host: tlsRequiredAddress, imap, smtp },
  };
}
