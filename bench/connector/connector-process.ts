import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The connector as a process of its own. */
export type Connector = { url: string; hmacKey: string; pid: number; stop(): Promise<void> };

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where the image has the repository. */
const IMAGE_ROOT = '/app/';

/** The flags that Node is given in production, as the image's own command has them. */
const productionFlags = (): string[] => {
  const dockerfile = readFileSync(at('../../connector/Dockerfile'), 'utf8');
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  const [node, ...rest]: string[] = JSON.parse(command);
  if (node !== 'node' || rest.pop() !== 'connector/server.ts') {
    throw new Error('The connector’s Dockerfile starts something else.');
  }
  return rest.map((flag) => flag.replace(IMAGE_ROOT, at('../../')));
};

/** Starts the connector as in production, but for the networks and the authority of the servers here. */
export const startConnector = async (caFile: string): Promise<Connector> => {
  const hmacKey = randomBytes(32).toString('base64');
  const child = fork(at('../../connector/server.ts'), {
    execArgv: [
      ...productionFlags(),
      // Only counts where the flags above keep the process from reading other files.
      `--allow-fs-read=${caFile}`,
      ...['--import', at('./end-with-parent.ts')],
    ],
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', HOST: '127.0.0.1' },
      CONNECTOR_HMAC_KEY: hmacKey,
      CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
      CONNECTOR_ALLOWED_PORTS: '1024-65535',
      CONNECTOR_EXTRA_CA: caFile,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  if (!child.stdout) throw new Error('The connector has no output.');
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('The connector did not start.'))),
  ]);
  // The log is written and read, as it would be, but not shown.
  lines.on('line', () => {});
  return {
    url: `http://127.0.0.1:${JSON.parse(first).port}`,
    hmacKey,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
