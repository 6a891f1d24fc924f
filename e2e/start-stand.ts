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

const folder = at('.cache', 'e2e-stand');

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );

/**
 * Starts the product as `npm start` does, with a state of its own, and beside it Dovecot and Postfix
 * where they are installed. Tells the journeys where both are; gives what ends them.
 */
export default async (): Promise<() => Promise<void>> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const real = missingRealServers() === null ? await startRealServers() : null;
  await writeFile(join(folder, 'real-servers.json'), JSON.stringify(real));

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stand = start('stand', ['dev/start.mjs', '--port', String(port), '--verbose'], {
    env: { LETTERBOX_STAND: folder, ...(real ? { CONNECTOR_EXTRA_CA: real.caFile } : {}) },
  });
  let ended = false;
  void stand.ended.then(() => {
    ended = true;
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    if (ended || Date.now() > deadline) throw new Error(`No stand:\n${stand.lastLines()}`);
    await sleep(POLL_MS);
  }
  process.env.LETTERBOX_STAND = folder;
  return async () => {
    await stand.stop();
    await real?.stop();
  };
};
