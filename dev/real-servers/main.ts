import { parseArgs } from 'node:util';
import { missingRealServers } from './missing.ts';
import { printable } from './printable.ts';
import { startRealServers } from './start.ts';

const usage = `node dev/real-servers.mjs [--folder DIR] [--json]

Runs a real Dovecot, Postfix, Cyrus and Exim on loopback until Ctrl-C, and leaves nothing behind.
Dovecot and Postfix also take an access token, on an address of their own.

  --folder DIR  scratch folder, empty or missing; removed at the end (default: a new one in ${process.env.TMPDIR ?? '/tmp'})
  --json        print the hosts, ports, accounts and the token as one line of JSON
  --help        this text
`;

const stopSignal = new Promise<void>((stop) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
  process.on('disconnect', stop);
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const missing = missingRealServers();
  if (missing !== null) throw new Error(missing);
  const servers = await startRealServers({ folder: values.folder });
  process.stdout.write(values.json ? `${JSON.stringify(servers)}\n` : printable(servers));
  await stopSignal;
  await servers.stop();
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
// An open IPC channel would keep the process alive.
if (process.connected) process.disconnect?.();
