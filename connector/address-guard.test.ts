import { expect, test } from 'vitest';
import { createAddressGuard } from './address-guard.ts';

const guard = createAddressGuard({ allowedNetworks: [], allowedPorts: [] });

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '142.250.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '198.17.255.255',
  '223.255.255.255',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4001:80b::200a',
  '3ffe:ffff::1',
])('%s is public', (address) => {
  expect(guard.allowsAddress(address)).toBe(true);
});

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:a00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:0:7f00:1::',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '2002:808:808::1',
  '2620:4f:8000::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456:789a::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '4000::1',
])('%s is not public', (address) => {
  expect(guard.allowsAddress(address)).toBe(false);
});

test.each(['127.1', '0177.0.0.1', '0x7f000001', '2130706433', '１２７.0.0.1', 'localhost', ''])(
  '%j is no spelling of an address',
  (address) => {
    expect(guard.allowsAddress(address)).toBe(false);
  },
);

test('names that never mean a public host are refused, others are not', () => {
  for (const name of ['localhost', 'a.localhost', 'mail.local', 'mail.internal', 'x.localdomain']) {
    expect(guard.allowsName(name)).toBe(false);
  }
  for (const name of ['mail.example.com', 'local.example.com', 'internal.io', 'mylocal.net']) {
    expect(guard.allowsName(name)).toBe(true);
  }
});

test('only mail ports are allowed, and what the operator adds', () => {
  const more = createAddressGuard({
    allowedNetworks: [],
    allowedPorts: [{ from: 3000, to: 3002 }],
  });
  for (const port of [25, 143, 465, 587, 993, 2525]) expect(guard.allowsPort(port)).toBe(true);
  for (const port of [22, 80, 443, 6379, 3000]) expect(guard.allowsPort(port)).toBe(false);
  expect([2999, 3000, 3002, 3003].map(more.allowsPort)).toEqual([false, true, true, false]);
});

test('what the operator allows is allowed, and nothing beside it', () => {
  const own = createAddressGuard({
    allowedNetworks: ['10.1.0.0/16', 'fd00::/8'],
    allowedPorts: [],
  });
  expect(own.allowsAddress('10.1.2.3')).toBe(true);
  expect(own.allowsAddress('fd00::1')).toBe(true);
  expect(own.allowsAddress('10.2.0.1')).toBe(false);
  expect(own.allowsAddress('::ffff:10.1.2.3')).toBe(false);
  expect(own.allowsName('localhost')).toBe(false);
});

test('allowing loopback allows localhost too', () => {
  const own = createAddressGuard({ allowedNetworks: ['127.0.0.0/8'], allowedPorts: [] });
  expect(own.allowsName('localhost')).toBe(true);
  expect(own.allowsName('mail.local')).toBe(false);
});
