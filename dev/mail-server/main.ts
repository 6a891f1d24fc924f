import { ensureCertificates } from '../certificates.ts';
import { startMailServer } from './mail-server.ts';
import { HELP, readSettings, SettingsError } from './settings.ts';

try {
  const { help, certificatesFolder, ...settings } = readSettings(
    process.argv.slice(2),
    process.env,
  );
  if (help) process.stdout.write(HELP);
  else await run(settings, certificatesFolder);
} catch (error) {
  process.stderr.write(`mail-server: ${explain(error)}\n`);
  process.exitCode = 1;
}

async function run(
  settings: Omit<Parameters<typeof startMailServer>[0], 'certificates'>,
  certificatesFolder: string,
): Promise<void> {
  const { server: certificates } = await ensureCertificates(certificatesFolder);
  const { ports, stop } = await startMailServer({ ...settings, certificates });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  process.stdout.write(`${JSON.stringify({ ready: true, ports })}\n`);
}

function explain(error: unknown): string {
  if (error instanceof SettingsError) return `${error.message} (see --help)`;
  const { code, address, port, message } = error as NodeJS.ErrnoException & Record<string, unknown>;
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is already in use`;
  if (code === 'EACCES' && port)
    return `port ${port} on ${address} needs more rights than you have`;
  return String(message);
}
