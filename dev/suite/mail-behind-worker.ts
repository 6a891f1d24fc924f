import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStand } from '../mail-server/testing.ts';
import { start } from '../stand/processes.ts';
import { type Behind, MAIL_ACCOUNT, MAIL_PASSWORD } from './mail-account.ts';

const startMailBehindWorker = async ({ authority, connector, hmacKey, mail }: Behind) => {
  const folder = await mkdtemp(join(tmpdir(), 'letterbox-'));
  const accounts = [{ address: MAIL_ACCOUNT, password: MAIL_PASSWORD }];
  const { server } = await startStand({ accounts, ports: mail }, authority);
  await writeFile(join(folder, 'ca.pem'), authority.cert);
  const ready = Promise.withResolvers<void>();
  const process = start('connector under test', ['connector/server.ts'], {
    env: {
      PORT: String(connector),
      HOST: '127.0.0.1',
      CONNECTOR_HMAC_KEY: hmacKey,
      CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
      CONNECTOR_ALLOWED_PORTS: Object.values(mail).join(','),
      CONNECTOR_EXTRA_CA: join(folder, 'ca.pem'),
      CONNECTOR_MAX_TESTS_PER_TENANT: '50',
    },
    onLine: (line) => line.includes('"ready":true') && ready.resolve(),
  });
  void process.ended.then(() => ready.reject(new Error(process.lastLines())));
  await ready.promise;
  return async () => {
    await Promise.all([process.stop(), server.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
};

/**
 * Vitest's global setup of the Worker's tests: the real connector and the embedded mail server, on
 * ports that the configuration has chosen. Gives what ends them.
 */
export default (): Promise<() => Promise<void>> =>
  startMailBehindWorker(JSON.parse(process.env.LETTERBOX_BEHIND ?? '') as Behind);
