import { expect, test } from 'vitest';
import { loginHeard } from './login-heard.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const ada = { username: 'ada', password: 'p"\\ä' };
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

test.each([
  [
    'quoted strings',
    latin1('1 ID NIL\r\n2 LOGIN "ada" "p\\"\\\\ä"\r\n3 STATUS INBOX (MESSAGES)\r\n'),
  ],
  ['a literal', latin1('2 LOGIN "ada" {5}\r\np"\\ä\r\n')],
  ['AUTHENTICATE PLAIN', `2 AUTHENTICATE PLAIN\r\n${base64(`\0ada\0${ada.password}`)}\r\n`],
  ['AUTH PLAIN', `EHLO x\r\nAUTH PLAIN ${base64(`\0ada\0${ada.password}`)}\r\nMAIL FROM:<a@b>\r\n`],
  ['AUTH LOGIN', `AUTH LOGIN\r\n${base64('ada')}\r\n${base64(ada.password)}\r\n`],
  [
    'XOAUTH2',
    `AUTH XOAUTH2 ${base64(`user=ada\u0001auth=Bearer ${ada.password}\u0001\u0001`)}\r\n`,
  ],
])('a login is read from %s', (_, heard) => {
  expect(loginHeard(heard)).toEqual(ada);
});

test('a login that was cut short or never came is none', () => {
  for (const heard of [
    '',
    'EHLO x\r\n',
    '2 LOGIN "ada"',
    '2 LOGIN "ada" "p\r\n',
    'AUTH LOGIN\r\nYWRh\r\n',
  ]) {
    expect(loginHeard(heard)).toBeUndefined();
  }
});
