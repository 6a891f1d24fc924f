import { expect, test } from 'vitest';
import { connectionInput } from '../../contract/mail-server.ts';
import { errorsFromIssues, errorsFromPointers } from './errors.ts';

test('an issue belongs to the field that its path names', () => {
  const parsed = connectionInput.safeParse({
    imap: { host: '', port: 993, security: 'tls', username: 'a', password: '' },
    smtp: { host: 'smtp.example.com', port: 0, security: 'tls', sameCredentials: true },
  });
  expect(errorsFromIssues(parsed.error?.issues ?? [])).toEqual({
    'imap.host': 'Enter the server’s host name.',
    'smtp.port': 'A port is between 1 and 65535.',
  });
});

test('a pointer of the server names the same field', () => {
  expect(errorsFromPointers([{ pointer: '#/imap/host', detail: 'No.' }])).toEqual({
    'imap.host': 'No.',
  });
});

test('a pointer is read as RFC 6901 says', () => {
  const pointers = ['#/a~1b', '#/c~0d', '#/e%20f'].map((pointer) => ({ pointer, detail: 'x' }));
  expect(Object.keys(errorsFromPointers(pointers))).toEqual(['a/b', 'c~d', 'e f']);
});

test('the first word on a field wins', () => {
  const errors = ['First.', 'Second.'].map((detail) => ({ pointer: '#/name', detail }));
  expect(errorsFromPointers(errors)).toEqual({ name: 'First.' });
});
