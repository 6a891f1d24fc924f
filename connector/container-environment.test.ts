import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { HMAC_KEY } from './testing/caller.ts';

// Cloudflare's class runs in a Worker only; what ours adds to it is the environment.
vi.mock('@cloudflare/containers', () => ({
  Container: class {
    env: unknown;
    constructor(_state: unknown, env: unknown) {
      this.env = env;
    }
  },
  getContainer: () => null,
}));

const SECRETS = {
  ENCRYPTION_KEY: 'canary-encryption-key',
  ENCRYPTION_KEYS_RETIRING: 'canary-retiring-key',
  AUTH_SECRET: 'canary-auth-secret',
  GOOGLE_CLIENT_SECRET: 'canary-google',
  MICROSOFT_CLIENT_SECRET: 'canary-microsoft',
  DB: 'canary-database',
};

const environmentOfContainer = async (): Promise<Record<string, string>> => {
  const { ConnectorContainer } = await import('./facade.ts');
  const env = { ...SECRETS, CONNECTOR_HMAC_KEY: HMAC_KEY, CONTAINERS: null };
  const Made = ConnectorContainer as unknown as new (
    state: unknown,
    env: unknown,
  ) => { envVars: Record<string, string> };
  return new Made({}, env).envVars;
};

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the container is given what it checks callers by, and nothing else', async () => {
  const given = await environmentOfContainer();
  expect(given.CONNECTOR_HMAC_KEY).toBe(HMAC_KEY);
  expect(
    Object.keys(given).filter((name) => !/^CONNECTOR_HMAC_KEY(?:_RETIRING)?$/.test(name)),
  ).toEqual([]);
  expect(JSON.stringify(given)).not.toContain('canary');
});

test('the façade itself has no other secret, and no database', () => {
  const settings = read('wrangler.toml');
  expect(/^required = (.*)$/m.exec(settings)?.[1]).toBe('["CONNECTOR_HMAC_KEY"]');
  expect(settings).not.toMatch(
    /ENCRYPTION|AUTH_SECRET|d1_databases|kv_namespaces|r2_buckets|queues/,
  );
});

test('that is all that the connector needs: it starts and answers', async () => {
  const { PATH = '' } = process.env;
  const env = { ...(await environmentOfContainer()), PATH, HOST: '127.0.0.1', PORT: '0' };
  const program = new URL('server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { port } = JSON.parse(line) as { port: number };
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    const running = readFileSync(`/proc/${child.pid}/environ`, 'utf8');
    expect(running).not.toMatch(/ENCRYPTION|AUTH_SECRET|canary/);
  } finally {
    child.kill('SIGKILL');
  }
});

test('nothing that the connector is made of reads another secret', () => {
  expect(read('config.ts') + read('server.ts')).not.toMatch(/ENCRYPTION|AUTH_SECRET|CLIENT_SECRET/);
});
