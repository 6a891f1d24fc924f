import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { PORT_NAMES } from './mail-server.ts';
import { RawClient, startStand } from './testing.ts';

const ACCOUNTS = [{ address: 'anna@acme.test', password: 'secret' }];

test('stop cuts every connection: greeted, half-way through a handshake, and silent', async () => {
  const { server } = await startStand({ accounts: ACCOUNTS });
  const clients = PORT_NAMES.map((name) => RawClient.connect(server.ports[name]));
  const half = [RawClient.connect(server.ports.imaps), RawClient.connect(server.ports.submissions)];
  // The start of a ClientHello that never ends.
  for (const { socket } of half) socket.write(Buffer.from('1603010200010001fc0303', 'hex'));
  const starting = [
    { client: RawClient.connect(server.ports.imap), greeting: / ready/, ask: 'a STARTTLS\r\n' },
    { client: RawClient.connect(server.ports.smtp), greeting: /^220/, ask: 'STARTTLS\r\n' },
  ];
  for (const { client, greeting, ask } of starting) {
    await client.until(greeting);
    await client.ask(ask, /^(a OK|220)/m);
  }
  await server.stop();
  const all = [...clients, ...half, ...starting.map(({ client }) => client)];
  await Promise.all(all.map(({ closed }) => closed));
  const late = connect(server.ports.imap, '127.0.0.1');
  const [error] = await once(late, 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});

test('two accounts under one name are refused at the start', async () => {
  await expect(startStand({ accounts: [...ACCOUNTS, ...ACCOUNTS] })).rejects.toThrow(
    'Two mail accounts are called anna@acme.test',
  );
});

test('a busy port fails the start and leaves no other port open', async () => {
  const first = await startStand({ accounts: ACCOUNTS });
  const { imap, submissions } = first.server.ports;
  const second = await startStand({ accounts: ACCOUNTS, ports: { imap: 0, submissions } }).catch(
    (error: unknown) => error,
  );
  expect(second).toMatchObject({ code: 'EADDRINUSE', port: submissions });
  await first.server.stop();
  // The ports that the second start had taken by then are free for a third one.
  const third = await startStand({ accounts: ACCOUNTS, ports: { imap, submissions } });
  await third.server.stop();
});
