import { once } from 'node:events';
import { createServer } from 'node:net';

const names = [
  'imap',
  'imaps',
  'imapPlainOnly',
  'imapLoginOnly',
  'smtp',
  'submissions',
  'smtpPlain',
  'smtpPlainOnly',
  'smtpLoginOnly',
] as const;

/** The ports of one start; each is the same on all addresses that serve it. */
export type MailPorts = Record<(typeof names)[number], number>;

/** Free ports for all that are not given. */
export async function choosePorts(given: Partial<MailPorts> = {}): Promise<MailPorts> {
  // All are held until all are chosen, or the same one could be handed out twice.
  const holders = await Promise.all(names.map(async (name) => ({ name, ...(await holdPort(0)) })));
  await Promise.all(holders.map(({ release }) => release()));
  const chosen = Object.fromEntries(holders.map(({ name, port }) => [name, port])) as MailPorts;
  return { ...chosen, ...given };
}

/** Which of the ports somebody holds. */
export async function takenPorts(ports: MailPorts): Promise<number[]> {
  const taken: number[] = [];
  for (const port of Object.values(ports)) {
    const held = await holdPort(port).catch(() => null);
    if (held === null) taken.push(port);
    await held?.release();
  }
  return taken;
}

async function holdPort(port: number): Promise<{ port: number; release(): Promise<void> }> {
  const server = createServer();
  // The wildcard, as the port must be free on every loopback address. Nothing is accepted on it.
  server.listen(port, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was assigned');
  return {
    port: address.port,
    release: () => new Promise((done) => server.close(() => done())),
  };
}
