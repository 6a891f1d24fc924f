import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

const listen = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(taken));
    });
  });

/** Whether nothing listens on a port of the loopback address. */
export const isFree = (port: number): Promise<boolean> =>
  listen(port).then(
    () => true,
    () => false,
  );

/** A port that was free a moment ago; the wanted one where it can be had. */
export const freePort = async (wanted = 0): Promise<number> =>
  (await isFree(wanted)) && wanted !== 0 ? wanted : listen(0);
