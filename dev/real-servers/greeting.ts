import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 20;
const attemptTimeoutMs = 2_000;

/** Waits until a server greets; `check` throws when there is nothing left to wait for. */
export async function waitForGreeting(
  host: string,
  port: number,
  greeting: string,
  deadlineMs: number,
  check: () => void,
): Promise<void> {
  while (!(await greets(host, port, greeting))) {
    check();
    if (Date.now() > deadlineMs) throw new Error(`No greeting from ${host}:${port} in time`);
    await sleep(pollMs);
  }
}

function greets(host: string, port: number, greeting: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (greeted: boolean) => {
      socket.destroy();
      resolve(greeted);
    };
    socket.setTimeout(attemptTimeoutMs, () => answer(false));
    socket.on('error', () => answer(false));
    socket.on('close', () => answer(false));
    socket.on('data', (data) => answer(data.toString('latin1').startsWith(greeting)));
  });
}
