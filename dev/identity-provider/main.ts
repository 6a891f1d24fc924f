import { startIdentityProvider } from './identity-provider.ts';
import { HELP, readSettings, type Settings, SettingsError } from './settings.ts';

const SECRET = /_SECRET$/;

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings) await run(settings);
  else process.stdout.write(HELP);
} catch (error) {
  process.stderr.write(`identity-provider: ${explain(error)}\n`);
  process.exitCode = 1;
}

async function run(settings: Settings): Promise<void> {
  const { url, port, environment, stop } = await startIdentityProvider(settings);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  const shown = Object.entries(environment).filter(([name]) => !SECRET.test(name));
  const ready = { ready: true, url, port, environment: Object.fromEntries(shown) };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function explain(error: unknown): string {
  if (error instanceof SettingsError) return `${error.message} (see --help)`;
  const { code, address, port, message } = error as NodeJS.ErrnoException & Record<string, unknown>;
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is already in use`;
  return String(message);
}
