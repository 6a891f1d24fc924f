import { createSecureContext } from 'node:tls';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { selfSignCertificate } from '../../dev/certificates.ts';
import { createAddressGuard } from '../address-guard.ts';
import { fetchVetted } from './fetch-vetted.ts';
import { AUTHORITY, certificateFor, everyName, LOOPBACK } from './testing/discovering.ts';
import { scriptedNames, silentNames, type Zone } from './testing/scripted-names.ts';
import {
  document,
  type Handler,
  redirect,
  silent,
  status,
  type WebHost,
  webHost,
} from './testing/web-host.ts';

const guard = createAddressGuard({ allowedNetworks: ['127.0.0.0/8'], allowedPorts: [] });
const handlers: Record<string, Handler> = {};
const web: WebHost = await webHost(everyName, handlers);
afterAll(() => web.stop());
beforeEach(() => {
  for (const key of Object.keys(handlers)) delete handlers[key];
});

const fetching = (
  url: string,
  {
    zone = { otherwise: LOOPBACK } as Zone,
    names = scriptedNames(zone),
    limitMs = 20_000,
    port = web.port,
    signal = AbortSignal.timeout(limitMs),
  } = {},
) =>
  fetchVetted(
    url,
    { resolver: names, guard, trust: createSecureContext({ ca: [AUTHORITY] }), httpsPort: port },
    signal,
  );

const URL_OF = 'https://a.example.com/x';
const refusal = { code: 'address-not-allowed' };

test('a document is fetched from the address of the name, asked for by the name', async () => {
  handlers['a.example.com/x?y'] = document('héllo');
  expect(await fetching(`${URL_OF}?y`)).toBe('héllo');
  expect(web.names.at(-1)).toBe('a.example.com');
  expect(web.requests.at(-1)).toMatch(/^GET \/x\?y HTTP\/1\.1\r\n/);
  expect(web.requests.at(-1)).not.toMatch(/cookie|authorization|referer|user-agent/i);
});

test.each([404, 410, 500, 204, 401])('status %d is nothing', async (code) => {
  handlers['a.example.com'] = status(code);
  expect(await fetching(URL_OF)).toBeNull();
});

test('a redirect is followed to another host, which is vetted anew', async () => {
  handlers['a.example.com'] = redirect('https://b.example.com/y');
  handlers['b.example.com/y'] = redirect('/z');
  handlers['b.example.com/z'] = document('found');
  expect(await fetching(URL_OF)).toBe('found');
});

test.each([
  ['a private address', 'https://10.0.0.1/'],
  ['loopback', 'https://127.0.0.1/'],
  ['IPv6 loopback', 'https://[::1]/'],
  ['the metadata service in another notation', 'https://0xa9fea9fe/'],
  ['a local name', 'https://printer.local/'],
  ['a name with a private address', 'https://inside.example.com/'],
  ['plain HTTP', 'http://b.example.com/'],
  ['another port', 'https://b.example.com:8443/'],
  ['a mail server', 'https://b.example.com:25/'],
  ['another scheme', 'file:///etc/passwd'],
  ['credentials', 'https://user:pass@b.example.com/'],
])('a redirect to %s is refused, and nobody is dialled', async (_, location) => {
  handlers['a.example.com'] = redirect(location);
  const before = web.connections();
  const zone = { otherwise: LOOPBACK, addresses: { 'inside.example.com': ['10.0.0.1'] } };
  await expect(fetching(URL_OF, { zone })).rejects.toMatchObject(refusal);
  expect(web.connections() - before).toBe(1);
});

test('redirects end after three', async () => {
  handlers['a.example.com'] = redirect(URL_OF);
  const before = web.connections();
  await expect(fetching(URL_OF)).rejects.toMatchObject({ code: 'protocol-error' });
  expect(web.connections() - before).toBe(4);
});

test('one private address among public ones refuses the name', async () => {
  const zone = { addresses: { 'a.example.com': ['127.0.0.1', '192.168.0.1'] } };
  const before = web.connections();
  await expect(fetching(URL_OF, { zone })).rejects.toMatchObject(refusal);
  expect(web.connections()).toBe(before);
});

test('a name that flips after it was vetted is still dialled where it was vetted', async () => {
  const names = scriptedNames({ addresses: { 'a.example.com': [['127.0.0.1'], ['10.0.0.1']] } });
  handlers['a.example.com'] = redirect('/again');
  // The first answer holds for the first connection; the second is looked up and vetted for itself.
  const before = web.connections();
  await expect(fetching(URL_OF, { names })).rejects.toMatchObject(refusal);
  expect(web.connections() - before).toBe(1);
  expect(names.questions).toHaveLength(4);
});

test.each([
  ['of another name', () => certificateFor('other.example.org'), 'certificate-wrong-name'],
  [
    'that nobody vouches for',
    () => selfSignCertificate({ names: ['a.example.com'] }),
    /^certificate-/,
  ],
])('a certificate %s ends it before anything is sent', async (_, certificate, code) => {
  const bad = await webHost(await certificate(), { 'a.example.com': document('x') });
  await expect(fetching(URL_OF, { port: bad.port })).rejects.toMatchObject({
    code: expect.stringMatching(code),
  });
  expect(bad.requests).toEqual([]);
  await bad.stop();
});

test('a body that announces more than 64 KiB is not read', async () => {
  handlers['a.example.com'] = (socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n');
  await expect(fetching(URL_OF)).rejects.toMatchObject({ code: 'response-too-large' });
});

const endless = (head: string, chunk: string): { handler: Handler; written: () => number } => {
  let written = 0;
  return {
    written: () => written,
    handler: async (socket) => {
      socket.write(head);
      while (!socket.destroyed && written < 104_857_600) {
        written += chunk.length;
        if (!socket.write(chunk)) {
          await new Promise((resolve) => {
            socket.once('drain', resolve).once('close', resolve);
          });
        }
      }
    },
  };
};

const TOO_LARGE = 'response-too-large';
const CHUNK = 'a'.repeat(4_096);

test.each([
  [
    'of XML, in chunks',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    `1000\r\n${CHUNK}\r\n`,
    TOO_LARGE,
  ],
  ['of XML, until it closes', 'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n', CHUNK, TOO_LARGE],
  ['of one header', 'HTTP/1.1 200 OK\r\nx: ', CHUNK, 'HPE_HEADER_OVERFLOW'],
  [
    'of headers',
    'HTTP/1.1 200 OK\r\n',
    `x: ${'a'.repeat(90)}\r\n`.repeat(40),
    'HPE_HEADER_OVERFLOW',
  ],
  ['of interim answers', '', 'HTTP/1.1 103 x\r\nlink: y\r\n\r\n'.repeat(100), TOO_LARGE],
])('100 MB %s stop at the budget, in memory too', async (_, head, chunk, code) => {
  const { handler, written } = endless(head, chunk);
  handlers['a.example.com'] = handler;
  const before = process.memoryUsage().rss;
  await expect(fetching(URL_OF)).rejects.toMatchObject({ code });
  expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  // What the kernel's buffers on both sides hold is more than what is read.
  expect(written()).toBeLessThan(20_000_000);
});

test('a compressed body, which nobody asked for, is not unpacked', async () => {
  handlers['a.example.com'] = document('x', 'content-encoding: gzip\r\n');
  await expect(fetching(URL_OF)).rejects.toMatchObject({ code: 'protocol-error' });
});

const drip: Handler = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n');
  const timer = setInterval(() => socket.write('a'), 20);
  socket.once('close', () => clearInterval(timer));
};

test.each([
  ['that never answers', silent()],
  ['that drips', drip],
])('a server %s ends with the signal, and its socket too', async (_, handler) => {
  handlers['a.example.com'] = handler;
  const startedAt = performance.now();
  await expect(fetching(URL_OF, { limitMs: 200 })).rejects.toThrow();
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await expect.poll(() => web.open()).toBe(0);
});

test('name servers that never answer end with the signal', async () => {
  const names = { ...silentNames(), questions: [] };
  await expect(fetching(URL_OF, { names, limitMs: 100 })).rejects.toThrow();
});

test('a server that closes in the middle is a failure, not a short document', async () => {
  handlers['a.example.com'] = (socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort');
  await expect(fetching(URL_OF)).rejects.toThrow();
});

test('no socket is left open, whatever came of it', async () => {
  handlers['a.example.com'] = (socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: keep-alive\r\n\r\nx');
  expect(await fetching(URL_OF)).toBe('x');
  await expect.poll(() => web.open()).toBe(0);
});
