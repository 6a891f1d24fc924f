import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { trustAnchors } from './trust-anchors.ts';

/** The cipher suites of a ClientHello (RFC 8446 §4.1.2), as numbers. */
const offered = (hello: Buffer): number[] => {
  const session = 43;
  const at = session + 1 + hello.readUInt8(session);
  return Array.from({ length: hello.readUInt16BE(at) / 2 }, (_, index) =>
    hello.readUInt16BE(at + 2 + 2 * index),
  );
};

/** TLS_DHE_RSA_WITH_…: the groups of these are the server's choice (RFC 5288, RFC 7905, RFC 5246). */
const DHE = [0x0033, 0x0039, 0x0067, 0x006b, 0x009e, 0x009f, 0xccaa];

test('no key exchange is offered whose cost the server may choose', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const client = connect({ host: '127.0.0.1', port, secureContext: trustAnchors() });
  client.on('error', () => {});
  const [socket] = await once(server, 'connection');
  const [hello] = (await once(socket, 'data')) as [Buffer];
  client.destroy();
  socket.destroy();
  server.close();
  const suites = offered(hello);
  expect(suites.length).toBeGreaterThan(3);
  expect(suites.filter((suite) => DHE.includes(suite))).toEqual([]);
});
