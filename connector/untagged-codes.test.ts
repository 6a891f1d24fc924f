import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { collectUntaggedCodes } from './untagged-codes.ts';

const codesIn = (...chunks: string[]): string[] => {
  const socket = new PassThrough();
  const codes = new Set<string>();
  collectUntaggedCodes(socket as unknown as Socket, codes);
  for (const chunk of chunks) socket.emit('data', Buffer.from(chunk, 'latin1'));
  return [...codes];
};

test('codes of untagged lines are collected, in capitals', () => {
  expect(codesIn('* NO [WEBALERT https://x] log in\r\n* ok [Capability IMAP4rev1] hi\r\n')).toEqual(
    ['WEBALERT', 'CAPABILITY'],
  );
});

test('those of tagged lines, and what only looks like a code, are not', () => {
  expect(codesIn('1 NO [ALERT] no\r\n* LIST () "/" [NOPERM]\r\nx * NO [LIMIT] no\r\n')).toEqual([]);
});

test('a line may come in pieces', () => {
  expect(codesIn('* OK hi\r\n* N', 'O [WEBALERT', ' https://x]\r\n')).toContain('WEBALERT');
  expect(codesIn(...'* NO [LIMIT] no\r\n')).toContain('LIMIT');
});

test('a server that never ends does not fill the memory', () => {
  const flood = Array.from(
    { length: 500 },
    (_, index) => `* OK [X${'A'.repeat(index % 30)}] x\r\n`,
  );
  expect(codesIn(...flood).length).toBeLessThanOrEqual(20);
});
