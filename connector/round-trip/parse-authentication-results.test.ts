import { expect, test } from 'vitest';
import { fastestMs } from '../../dev/cpu-time.ts';
import { parseAuthenticationResults } from './parse-authentication-results.ts';

test.each([
  [
    'as Gmail writes it',
    'Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@example.com header.s=s1;\r\n       spf=pass (google.com: domain of a@example.com designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@example.com;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com\r\n',
    { spf: 'pass', dkim: 'pass', dmarc: 'pass' },
  ],
  [
    'as Exchange Online writes it',
    'Authentication-Results: spf=softfail (sender IP is 192.0.2.1)\r\n smtp.mailfrom=example.com; dkim=none (message not signed)\r\n header.d=none;dmarc=fail action=none header.from=example.com;\r\n',
    { spf: 'softfail', dkim: 'none', dmarc: 'fail' },
  ],
  [
    'below all that the servers on the way have added',
    `${'Received: from a.example.com by b.example.com with ESMTPS id 4f9; Mon, 1 Jan 2024 00:00:00 +0000\r\n'.repeat(60)}Authentication-Results: x; spf=pass\r\n`,
    { spf: 'pass', dkim: null, dmarc: null },
  ],
  [
    'without results',
    'Authentication-Results: mail.example.com; none\r\n',
    { spf: null, dkim: null, dmarc: null },
  ],
  [
    'with several signatures, of which one is good',
    'Authentication-Results: x; dkim=fail; dkim=pass; spf=none\r\n',
    { spf: 'none', dkim: 'pass', dmarc: null },
  ],
  [
    'with a result inside a comment',
    'Authentication-Results: x (spf=pass; (dkim=pass)); dmarc=temperror\r\n',
    { spf: null, dkim: null, dmarc: 'temperror' },
  ],
  [
    'with a word that RFC 8601 does not know',
    'Authentication-Results: x; spf=bestguess\r\n',
    { spf: null, dkim: null, dmarc: null },
  ],
  [
    'below another one, of a server before',
    'Authentication-Results: ours; spf=fail\r\nAuthentication-Results: theirs; spf=pass; dkim=pass\r\n',
    { spf: 'fail', dkim: null, dmarc: null },
  ],
])('%s', (_, headers, verdicts) => {
  expect(parseAuthenticationResults(headers)).toEqual(verdicts);
});

test('is nothing where no receiver wrote any', () => {
  expect(parseAuthenticationResults('Subject: hello\r\n')).toBeNull();
});

test('a long and nested header is read in no time', () => {
  const hostile = `Authentication-Results: x; ${'('.repeat(50_000)} spf=pass`;
  expect(fastestMs(() => parseAuthenticationResults(hostile))).toBeLessThan(250);
});
