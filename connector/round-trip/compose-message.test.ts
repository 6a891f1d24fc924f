import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeMessage } from './compose-message.ts';
import { composeRaw } from './compose-raw.ts';

const FILE = '/etc/hostname';
const MAIL = { from: 'a@example.com', to: 'a@example.com', subject: 's', text: 't' };

const headersOf = (raw: Buffer): string[] =>
  (raw.toString('latin1').split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
const namesOf = (raw: Buffer) =>
  headersOf(raw).map((header) => header.split(':')[0]?.toLowerCase());

test.each([
  ['an attachment by path', { attachments: [{ path: FILE }] }],
  ['an attachment by its content’s path', { attachments: [{ content: { path: FILE } }] }],
  ['a text by path', { text: { path: FILE } }],
  ['a page by path', { html: { path: FILE } }],
  ['a whole message by path', { raw: { path: FILE } }],
])('%s is refused', async (_, more) => {
  await expect(composeRaw({ ...MAIL, ...more })).rejects.toThrow(/File access rejected/);
});

test.each([
  ['an attachment', (href: string) => ({ attachments: [{ href }] })],
  ['an attachment by a URL in its path', (path: string) => ({ attachments: [{ path }] })],
  ['a page', (href: string) => ({ html: { href } })],
])('%s from a URL is refused, and nobody is asked for it', async (_, more) => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('x');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const composed = composeRaw({ ...MAIL, ...more(`http://127.0.0.1:${port}/x`) });
  await expect(composed).rejects.toThrow(/access rejected/);
  server.close();
  expect(asked).toBe(0);
});

test('nothing else of the connector composes messages', () => {
  const folder = new URL('..', import.meta.url).pathname;
  const users = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) =>
      /mail-composer|createTransport/.test(readFileSync(join(folder, file), 'utf8')),
    );
  expect(users).toEqual([join('round-trip', 'compose-raw.ts')]);
});

const BREAKS = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\u0000\r\n',
  '\u2028',
  '\u0085',
  '%0d%0a',
  '\\r\\n',
];

test.each(BREAKS)('an address with %j in it adds no header and no body', async (lineBreak) => {
  const usual = await composeMessage('support@example.com');
  for (const address of [
    `support@example.com${lineBreak}Bcc: evil@example.net`,
    `support${lineBreak}X-Evil: 1${lineBreak}@example.com`,
    `${lineBreak}Subject: evil${lineBreak}support@example.com`,
  ]) {
    const raw = await composeMessage(address).then(
      (message) => message.raw,
      () => null,
    );
    if (raw === null) continue;
    expect(namesOf(raw)).toEqual(namesOf(usual.raw));
    expect(
      headersOf(raw).filter((header) => /^(?:bcc|x-evil|subject: evil)/i.test(header)),
    ).toEqual([]);
  }
});
