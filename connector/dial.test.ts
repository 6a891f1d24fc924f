import { expect, test } from 'vitest';
import { createAddressGuard } from './address-guard.ts';
import { dial } from './dial.ts';
import { say, scriptedServer } from './testing/scripted-server.ts';

const guardOf = (...allowedNetworks: string[]) =>
  createAddressGuard({ allowedNetworks, allowedPorts: [] });
const signal = new AbortController().signal;

test('a connection that ends up at an address that may not be dialled is cut, and nothing is sent', async () => {
  const server = await scriptedServer([say('220 hello\r\n')]);
  // Vetted as another than it is, as by a name or a route that changed in between.
  const dialled = dial(['127.0.0.1'], server.port, { guard: guardOf(), signal });
  await expect(dialled).rejects.toMatchObject({ code: 'address-not-allowed' });
  await expect.poll(server.open).toBe(0);
  expect(server.heard).toEqual([]);
  await server.stop();
});

test('a connection to where it was vetted is handed over', async () => {
  const server = await scriptedServer([say('220 hello\r\n')]);
  const guard = guardOf('127.0.0.0/8');
  const { socket, address } = await dial(['127.0.0.1'], server.port, { guard, signal });
  expect(address).toBe('127.0.0.1');
  socket.destroy();
  await server.stop();
});
