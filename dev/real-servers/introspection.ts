import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { goodAddress } from './addresses.ts';

/** Where a server asks whose an access token is. */
export type Introspection = { url: string; stop(): void };

/** Answers RFC 7662 for one token, which a server gives as its own bearer token; all others are inactive. */
export const startIntrospection = async (
  accessToken: string,
  address: string,
): Promise<Introspection> => {
  const server = createServer((request, response) => {
    const active = request.headers.authorization === `Bearer ${accessToken}`;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(active ? { active, email: address } : { active }));
  });
  server.listen(0, goodAddress);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // It must not keep alive a process that forgets to stop it.
  server.unref();
  return {
    url: `http://${goodAddress}:${port}/introspect`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
