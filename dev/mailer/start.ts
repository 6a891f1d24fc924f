import { setTimeout as sleep } from 'node:timers/promises';
import { OFFLINE } from '../offline.ts';
import { at } from '../stand/paths.ts';
import { freePort } from '../stand/ports.ts';
import { start } from '../stand/processes.ts';

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

type Letter = { settings: object; mail: object };

/** The Worker's mailer in `wrangler dev`, which trusts one more authority. */
export const startMailer = async (caFile: string) => {
  const port = await freePort();
  const args = [
    ...[at('node_modules/wrangler/bin/wrangler.js'), 'dev', '-c'],
    ...['worker/testing/mailer/wrangler.toml', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--inspector-port', String(await freePort()), '--show-interactive-dev-session', 'false'],
  ];
  const env = { ...OFFLINE, NODE_EXTRA_CA_CERTS: caFile };
  const { stop, lastLines } = start('mailer', args, { env });

  /** How sending ended: `sent`, or the error's code. */
  const send = async (letter: Letter): Promise<string> => {
    const body = JSON.stringify(letter);
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body });
    return (await answer.json()) as string;
  };

  const isUp = () =>
    fetch(`http://127.0.0.1:${port}`, { method: 'POST' }).then(
      () => true,
      () => false,
    );
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isUp())) {
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`The mailer did not start.\n${lastLines()}`);
    }
    await sleep(POLL_MS);
  }
  return { send, stop };
};
