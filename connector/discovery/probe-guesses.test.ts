import { afterAll, expect, test } from 'vitest';
import { NOBODYS_PORT } from '../testing/nobodys-port.ts';
import { type ScriptedServer, scriptedServer, silence } from '../testing/scripted-server.ts';
import { imapScript, smtpScript } from '../testing/scripts.ts';
import { discoverOn, everyName, LOOPBACK } from './testing/discovering.ts';
import { silent } from './testing/web-host.ts';

const servers: ScriptedServer[] = [];
const started = async (...of: Parameters<typeof scriptedServer>) => {
  const server = await scriptedServer(...of);
  servers.push(server);
  return server;
};
afterAll(() => Promise.all(servers.map((server) => server.stop())));

const imap = await started(imapScript(), { tls: everyName });
const smtp = await started(smtpScript(), { tls: everyName });
const mute = await started([silence()], { tls: everyName });

const guess = (
  { imaps = imap.port, submissions = smtp.port } = {},
  addresses: Record<string, string[]> = { 'mail.example.com': LOOPBACK },
  more: Parameters<typeof discoverOn>[0] = {},
) =>
  discoverOn({
    zone: { addresses, ...more.zone },
    ports: [imaps, submissions, NOBODYS_PORT],
    mailPorts: { imaps, submissions, imap: NOBODYS_PORT, submission: NOBODYS_PORT },
    ...more,
  });

test('the usual names are proven by connecting, without signing in', async () => {
  const { settings } = await guess();
  expect(settings).toMatchObject({ recommended: 'imap', reason: 'settings-found' });
  expect(settings.candidates).toEqual([
    {
      source: 'probe',
      who: 'example.com',
      imap: { host: 'mail.example.com', port: imap.port, security: 'tls', username: 'address' },
      smtp: { host: 'mail.example.com', port: smtp.port, security: 'tls', username: 'address' },
    },
  ]);
  expect([...imap.heard, ...smtp.heard].join('')).not.toMatch(/LOGIN|AUTH|MAIL FROM/i);
});

test('a host named for the protocol is preferred', async () => {
  const { settings } = await guess(
    {},
    {
      'mail.example.com': LOOPBACK,
      'imap.example.com': LOOPBACK,
      'smtp.example.com': LOOPBACK,
      'example.com': LOOPBACK,
    },
  );
  expect(settings.candidates).toMatchObject([
    { imap: { host: 'imap.example.com' }, smtp: { host: 'smtp.example.com' } },
  ]);
});

test('the MX host is a guess too', async () => {
  const { settings } = await guess(
    {},
    { 'mx.example.net': LOOPBACK },
    {
      zone: {
        mx: { 'example.com': ['mx.example.net'] },
        addresses: { 'mx.example.net': LOOPBACK },
      },
    },
  );
  expect(settings.candidates).toMatchObject([{ imap: { host: 'mx.example.net' } }]);
});

test('a server that says nothing proves nothing', async () => {
  const { settings, ms } = await guess({ imaps: mute.port }, undefined, { probeMs: 1_500 });
  expect(settings.reason).toBe('nothing-found');
  expect(ms).toBeLessThan(10_000);
});

test('at most eight connections are made, and none to a private address', async () => {
  const before = imap.connections() + smtp.connections();
  const hosts = ['mail.example.com', 'smtp.example.com', 'example.com', 'mx.example.net'];
  const addresses = Object.fromEntries(hosts.map((host) => [host, LOOPBACK]));
  await guess(
    {},
    {},
    {
      zone: {
        mx: { 'example.com': ['mx.example.net'] },
        addresses: { ...addresses, 'imap.example.com': ['10.0.0.1'] },
      },
      mailPorts: {
        imaps: imap.port,
        imap: imap.port,
        submissions: smtp.port,
        submission: smtp.port,
      },
    },
  );
  expect(imap.connections() + smtp.connections() - before).toBe(8);
});

test('every connection is closed when it is over', async () => {
  await guess(
    {},
    { 'mail.example.com': LOOPBACK, 'example.com': LOOPBACK },
    {
      web: { 'example.com': silent() },
      deadlineMs: 1_500,
    },
  );
  await expect.poll(() => imap.open() + smtp.open() + mute.open()).toBe(0);
});
