import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from '../stand/paths.ts';
import type { Behind } from './mail-account.ts';

type Settings = Pick<Behind, 'hmacKey' | 'mail'> & { authority: string };
type Running = { child: ChildProcess; port: number };

const run = async ({ hmacKey, mail, authority }: Settings): Promise<Running> => {
  const child = spawn(process.execPath, [at('connector', 'server.ts')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      // One chosen when the tests began may be somebody else's by now.
      PORT: '0',
      HOST: '127.0.0.1',
      CONNECTOR_HMAC_KEY: hmacKey,
      CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
      CONNECTOR_ALLOWED_PORTS: Object.values(mail).join(','),
      CONNECTOR_EXTRA_CA: authority,
    },
  });
  // Its first line says where it listens.
  const [said] = await once(child.stdout, 'data');
  const { port } = JSON.parse(String(said).split('\n')[0] ?? '') as { port: number };
  return { child, port };
};

/**
 * Vitest's global setup of the Worker's tests: a second connector, which a test starts with `POST /start`,
 * which tells its port, and ends with `POST /kill`, at once and without a word to anybody.
 */
export default async (): Promise<() => Promise<void>> => {
  const behind = JSON.parse(process.env.LETTERBOX_BEHIND ?? '') as Behind;
  const folder = await mkdtemp(join(tmpdir(), 'letterbox-'));
  const authority = join(folder, 'ca.pem');
  await writeFile(authority, behind.authority.cert);
  let running: Running | null = null;
  const kill = async () => {
    const gone = running?.child;
    running = null;
    if (gone?.kill('SIGKILL')) await once(gone, 'exit');
  };
  const server = createServer(async ({ url }, response) => {
    await kill();
    if (url === '/start') running = await run({ ...behind, authority });
    response.end(JSON.stringify({ port: running?.port ?? null }));
  });
  server.listen(behind.mortal.control, '127.0.0.1');
  await once(server, 'listening');
  return async () => {
    await kill();
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
};
