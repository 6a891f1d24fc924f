import { expect, test } from 'vitest';
import { verdict } from './testing/both-protocols.ts';
import { testServers } from './testing/rig.ts';
import { hear, type Step, say, scriptedServer } from './testing/scripted-server.ts';
import { smtpScript } from './testing/scripts.ts';

const offering: readonly [RegExp, string] = [
  /^EHLO /i,
  '250-mail.example.com\r\n250-PIPELINING\r\n250 AUTH XOAUTH2\r\n',
];

const signIn = async (rows: readonly (readonly [RegExp, string | readonly Step[]])[]) => {
  const server = await scriptedServer(smtpScript([...rows, offering]));
  const { result } = await testServers({
    smtp: {
      ...{ host: 'mail.example.com', port: server.port, security: 'none', username: 'a@b.example' },
      accessToken: 'ya29.token',
      sender: null,
    },
  });
  await server.stop();
  const heard = server.heard.join('');
  return {
    verdict: verdict(result.smtp?.failure),
    logins: heard.match(/^AUTH /gim)?.length,
    heard,
  };
};

test('a token is sent as XOAUTH2 frames it', async () => {
  const { verdict, heard } = await signIn([[/^AUTH XOAUTH2 /i, '235 2.7.0 in\r\n']]);
  expect(verdict).toBe('ok');
  const sent = /^AUTH XOAUTH2 (\S+)/m.exec(heard)?.[1] ?? '';
  expect(Buffer.from(sent, 'base64').toString()).toBe(
    'user=a@b.example\u0001auth=Bearer ya29.token\u0001\u0001',
  );
});

test('a token that is refused is tried once: by a challenge that holds the error, or at once', async () => {
  const challenge: Step[] = [
    say('334 eyJzdGF0dXMiOiI0MDAifQ==\r\n'),
    hear(/^$/),
    say('535 5.7.8 no\r\n'),
  ];
  for (const refusal of [challenge, '535 5.7.8 no\r\n']) {
    const { verdict, logins } = await signIn([[/^AUTH XOAUTH2 /i, refusal]]);
    expect({ verdict, logins }).toEqual({ verdict: 'authenticate: token-refused', logins: 1 });
  }
});

test('a server that can’t look at the token just now has not refused it', async () => {
  const { verdict, logins } = await signIn([[/^AUTH /i, '454 4.7.0 later\r\n']]);
  expect({ verdict, logins }).toEqual({ verdict: 'authenticate: temporary-failure', logins: 1 });
});

test('a token is never given to a mechanism for passwords', async () => {
  const both: readonly [RegExp, string] = [
    /^EHLO /i,
    '250-mail.example.com\r\n250 AUTH LOGIN PLAIN XOAUTH2\r\n',
  ];
  const { verdict, heard } = await signIn([both, [/^AUTH XOAUTH2 /i, '235 2.7.0 in\r\n']]);
  expect(verdict).toBe('ok');
  expect(heard).not.toMatch(/^AUTH (?:LOGIN|PLAIN)/m);
});
