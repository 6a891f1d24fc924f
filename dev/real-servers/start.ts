import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Account,
  assertUsableAccounts,
  defaultAccounts,
  type SpecialAccounts,
  specialAccounts,
} from './accounts.ts';
import { cyrusAddress, eximAddress, goodAddress, oauthAddress } from './addresses.ts';
import { makeCertificates } from './certificates.ts';
import { prepareCyrus } from './cyrus.ts';
import { prepareDovecot } from './dovecot.ts';
import { prepareDovecotForTokens } from './dovecot-tokens.ts';
import { prepareExim } from './exim.ts';
import { waitForGreeting } from './greeting.ts';
import { type Hold, holdFolder } from './hold.ts';
import { startIntrospection } from './introspection.ts';
import { layoutOf, makeScratchFolder, makeSharedParts } from './layout.ts';
import { missingRealServers } from './missing.ts';
import { choosePorts, type MailPorts, takenPorts } from './ports.ts';
import { preparePostfix } from './postfix.ts';
import { type Whereabouts, whereabouts } from './whereabouts.ts';

/** Six servers start at once, and other tests beside them. */
const startTimeoutMs = 40_000;
const mostAttempts = 3;
const logTailLines = 15;

/** What a start may be told; everything has a default. */
export type RealServersOptions = {
  /** An empty or missing folder, removed at stop; by default a new one under `os.tmpdir()`. */
  folder?: string;
  accounts?: Account[];
  ports?: Partial<MailPorts>;
};

/** Dovecot, Postfix, Cyrus and Exim, running. */
export type RealServers = Whereabouts &
  SpecialAccounts & {
    folder: string;
    /** The CA that signed all certificates but the self-signed one and the unknown authority's. */
    caFile: string;
    ca: string;
    accounts: Account[];
    logFile: string;
    /** Ends all processes and removes the folder; harmless when repeated. */
    stop(): Promise<void>;
  };

/** Starts real mail servers on loopback, in a scratch folder that ends with them. */
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
  const special = specialAccounts();
  const everybody = [...accounts, ...Object.values(special)];
  const token = {
    account: everybody[0] as Account,
    accessToken: randomBytes(24).toString('base64url'),
  };
  const introspection = await startIntrospection(token.accessToken, token.account.address);
  const stop = async () => {
    introspection.stop();
    await hold.release();
  };
  try {
    await makeSharedParts(layout);
    const certificates = await makeCertificates(layout.tls);
    // Postfix first lays the folder in which Dovecot listens for Postfix's logins.
    const postfix = await preparePostfix(layout, ports, certificates, everybody, special);
    const [{ dovecot, loginOnly }, tokens, cyrus, exim] = await Promise.all([
      prepareDovecot(layout, ports, certificates, everybody),
      prepareDovecotForTokens(layout, ports, certificates, introspection.url),
      prepareCyrus(layout, ports, certificates, everybody),
      prepareExim(layout, ports, certificates, everybody),
    ]);
    try {
      await Promise.all([
        run(hold, dovecot, goodAddress, ports.imap, '* OK'),
        run(hold, loginOnly, goodAddress, ports.imapLoginOnly, '* OK'),
        run(hold, tokens, oauthAddress, ports.imap, '* OK'),
        run(hold, cyrus, cyrusAddress, ports.imap, '* OK'),
        run(hold, exim, eximAddress, ports.smtp, '220 '),
        run(hold, postfix, goodAddress, ports.smtp, '220 '),
      ]);
    } catch (error) {
      const tail = (await readFile(layout.logFile, 'utf8')).trim().split('\n').slice(-logTailLines);
      throw new Error(`${(error as Error).message}\n${tail.join('\n')}`, { cause: error });
    }
    const { caFile, ca } = certificates;
    return {
      ...whereabouts(ports, token),
      ...special,
      folder,
      caFile,
      ca,
      accounts,
      logFile: layout.logFile,
      stop,
    };
  } catch (error) {
    await stop();
    // Asked of the system, as Postfix tells only syslog why it cannot bind a port.
    const taken = await takenPorts(ports);
    if (taken.length === 0) throw error;
    const message = `Port ${taken.join(', ')} is already in use\n${(error as Error).message}`;
    throw new PortsTaken(message, { cause: error });
  }
}

async function run(
  hold: Hold,
  command: string[],
  host: string,
  port: number,
  greeting: string,
): Promise<void> {
  hold.launch(command);
  await waitForGreeting(host, port, greeting, Date.now() + startTimeoutMs, () => {
    if (hold.complaints.length > 0) throw new Error(hold.complaints.join('\n'));
  });
}
