import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Whether nothing listens on a port of the loopback address. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, LOOPBACK, () => server.close(() => resolve(true)));
  });

// Where no system begins to give ports to whoever asks for any: these are bound a little later.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const MOST_TRIES = 100;

const given = new Set<number>();

/**
 * A port that was free a moment ago, and that nobody gets unless they ask for it by number; the wanted one
 * where it can be had. Not the same one twice.
 */
export const freePort = async (wanted = 0): Promise<number> => {
  if (wanted !== 0 && (await isFree(wanted))) return wanted;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`No port from ${LOWEST} to ${HIGHEST} is free.`);
};
