import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from '../stand/paths.ts';
import type { Behind } from './mail-account.ts';

type Settings = Pick<Behind, 'mortal' | 'hmacKey' | 'mail'> & { authority: string };

const run = async ({ mortal, hmacKey, mail, authority }: Settings): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [at('connector', 'server.ts')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PORT: String(mortal.connector),
      HOST: '127.0.0.1',
      CONNECTOR_HMAC_KEY: hmacKey,
      CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
      CONNECTOR_ALLOWED_PORTS: Object.values(mail).join(','),
      CONNECTOR_EXTRA_CA: authority,
    },
  });
  // Its first line says that it listens.
  await once(child.stdout, 'data');
  return child;
};

/**
 * Vitest's global setup of the Worker's tests: a second connector, which a test starts with `POST /start`
 * and ends with `POST /kill`, at once and without a word to anybody.
 */
export default async (): Promise<() => Promise<void>> => {
  const behind = JSON.parse(process.env.LETTERBOX_BEHIND ?? '') as Behind;
  const folder = await mkdtemp(join(tmpdir(), 'letterbox-'));
  const authority = join(folder, 'ca.pem');
  await writeFile(authority, behind.authority.cert);
  let child: ChildProcess | null = null;
  const kill = async () => {
    const gone = child;
    child = null;
    if (gone?.kill('SIGKILL')) await once(gone, 'exit');
  };
  const server = createServer(async ({ url }, response) => {
    await kill();
    if (url === '/start') child = await run({ ...behind, authority });
    response.end();
  });
  server.listen(behind.mortal.control, '127.0.0.1');
  await once(server, 'listening');
  return async () => {
    await kill();
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
};
