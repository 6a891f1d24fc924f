import { expect, test } from 'vitest';
import { inOrder } from './srv.ts';
import { discoverOn, LOOPBACK } from './testing/discovering.ts';

const target = (name: string, port: number, priority = 0, weight = 0) => ({
  name,
  port,
  priority,
  weight,
});

const withRecords = (srv: Record<string, ReturnType<typeof target>[]>, more = {}) =>
  discoverOn({
    zone: { srv, addresses: { 'i.example.com': LOOPBACK, 's.example.com': LOOPBACK, ...more } },
  });

const candidate = async (...of: Parameters<typeof withRecords>) => {
  const { settings } = await withRecords(...of);
  return settings.candidates.find(({ source }) => source === 'srv');
};

test('the domain’s SRV records name both servers', async () => {
  expect(
    await candidate({
      '_imaps._tcp.example.com': [target('i.example.com', 993)],
      '_submissions._tcp.example.com': [target('s.example.com', 465)],
    }),
  ).toEqual({
    source: 'srv',
    who: 'example.com',
    imap: { host: 'i.example.com', port: 993, security: 'tls', username: 'address' },
    smtp: { host: 's.example.com', port: 465, security: 'tls', username: 'address' },
  });
});

test('TLS is preferred to STARTTLS, which is taken where it is all there is', async () => {
  expect(
    await candidate({
      '_imaps._tcp.example.com': [target('i.example.com', 993, 20)],
      '_imap._tcp.example.com': [target('i.example.com', 143, 10)],
      '_submission._tcp.example.com': [target('s.example.com', 587)],
    }),
  ).toMatchObject({
    imap: { port: 993, security: 'tls' },
    smtp: { port: 587, security: 'starttls' },
  });
});

test('a service whose target is the root is not there', async () => {
  const both = {
    '_imaps._tcp.example.com': [target('', 0)],
    '_imap._tcp.example.com': [target('i.example.com', 143)],
    '_submissions._tcp.example.com': [target('.', 0)],
    '_submission._tcp.example.com': [target('s.example.com', 587)],
  };
  expect(await candidate(both)).toMatchObject({ imap: { port: 143 }, smtp: { port: 587 } });
});

test('a lower priority comes first; among equals a weight is a chance', () => {
  const records = [target('c', 1, 20), target('a', 1, 10, 25), target('b', 1, 10, 75)];
  const names = (drawn: number) => inOrder(records, () => drawn).map(({ name }) => name);
  expect(names(0.1)).toEqual(['a', 'b', 'c']);
  expect(names(0.9)).toEqual(['b', 'a', 'c']);
});

test.each([
  ['leads to loopback by its address', { 'i.example.com': ['10.0.0.1'] }, 993, 'i.example.com'],
  [
    'has one private address among public ones',
    { 'i.example.com': ['127.0.0.1', '10.0.0.1'] },
    993,
    'i.example.com',
  ],
  ['names localhost', {}, 993, 'printer.local'],
  ['is a private address itself', {}, 993, '10.0.0.1'],
  ['leads to a port that is not for mail', {}, 6379, 'i.example.com'],
])('a target that %s is not offered', async (_, addresses, port, name) => {
  const found = await candidate(
    {
      '_imaps._tcp.example.com': [target(name, port)],
      '_submissions._tcp.example.com': [target('s.example.com', 465)],
    },
    addresses,
  );
  expect(found).toBeUndefined();
});
