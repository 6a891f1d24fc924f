import { expect, test } from 'vitest';
import { judgeFirstBytes } from './judge-first-bytes.ts';

test.each([
  ['', 'unknown'],
  ['*', 'unknown'],
  ['* ', 'unknown'],
  ['* O', 'unknown'],
  ['* OK', 'unknown'],
  ['* OK ', 'imap'],
  ['* ok\r', 'imap'],
  ['* PREAUT', 'unknown'],
  ['* PREAUTH hi', 'imap'],
  ['* BYE\r\n', 'imap'],
  ['* OKAY', 'other'],
  ['* LIST', 'other'],
  ['2', 'unknown'],
  ['220', 'unknown'],
  ['220 ', 'smtp'],
  ['220-', 'smtp'],
  ['554 no', 'smtp'],
  ['2200', 'other'],
  ['120 ', 'other'],
  ['+OK', 'unknown'],
  ['+OK POP3 ready', 'pop3'],
  ['-ERR\r\n', 'pop3'],
  ['+OKAY', 'other'],
  ['HTTP', 'unknown'],
  ['HTTP/1.1', 'http'],
  ['HTTPS', 'other'],
  ['SSH-2.0', 'other'],
  ['\n', 'other'],
  ['\x16', 'unknown'],
  ['\x16\x03', 'tls'],
  ['\x15\x03', 'tls'],
  ['\x16\x04', 'other'],
])('%j is %s', (text, speaker) => {
  expect(judgeFirstBytes(Buffer.from(text, 'latin1'))).toBe(speaker);
});
