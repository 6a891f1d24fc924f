import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { missingRealServers } from '../dev/real-servers/missing.ts';
import { startRealServers } from '../dev/real-servers/start.ts';
import { at } from '../dev/stand/paths.ts';
import { freePort } from '../dev/stand/ports.ts';
import { start } from '../dev/stand/processes.ts';

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );

/** Starts the product as `npm start` does, with a state of its own in `folder`; gives what ends it. */
export const startStandIn = async (folder: string, env: Record<string, string> = {}) => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['dev/start.mjs', '--port', String(port), '--verbose'];
  const stand = start('stand', args, { env: { ...env, LETTERBOX_STAND: folder } });
  let ended = false;
  void stand.ended.then(() => {
    ended = true;
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    if (ended || Date.now() > deadline) throw new Error(`No stand:\n${stand.lastLines()}`);
    await sleep(POLL_MS);
  }
  return stand.stop;
};

/**
 * Starts the stand of the journeys, and beside it Dovecot and Postfix where they are installed. Tells
 * the journeys where both are; gives what ends them.
 */
export default async (): Promise<() => Promise<void>> => {
  const folder = at('.cache', 'e2e-stand');
  const real = missingRealServers() === null ? await startRealServers() : null;
  const stop = await startStandIn(folder, real ? { CONNECTOR_EXTRA_CA: real.caFile } : {});
  await writeFile(join(folder, 'real-servers.json'), JSON.stringify(real));
  process.env.LETTERBOX_STAND = folder;
  return async () => {
    await stop();
    await real?.stop();
  };
};
