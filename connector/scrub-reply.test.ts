import { describe, expect, test } from 'vitest';
import { fastestMs } from '../dev/cpu-time.ts';
import { scrubReply } from './scrub-reply.ts';
import { testAgainst } from './testing/both-protocols.ts';
import { PASSWORD, USERNAME } from './testing/rig.ts';
import { imapScript, smtpScript } from './testing/scripts.ts';

const LOGIN = { username: USERNAME, password: PASSWORD };
const plain = Buffer.from(`\0${USERNAME}\0${PASSWORD}`).toString('base64');

describe('a reply that repeats the password is not shown', () => {
  test.each([
    ['as it is', `bad password ${PASSWORD}`],
    ['in capitals', `BAD PASSWORD ${PASSWORD.toUpperCase()}`],
    ['in base64', `what is ${Buffer.from(PASSWORD).toString('base64')}`],
    ['as SASL PLAIN', `can not decode ${plain}`],
    ['in part', `the password begins with ${PASSWORD.slice(0, 8)}`],
    ['backwards', [...PASSWORD].toReversed().join('')],
    ['with a break in it', `${PASSWORD.slice(0, 10)}\r\n${PASSWORD.slice(10)}`],
  ])('%s', (_, reply) => {
    expect(scrubReply(reply, LOGIN)).toBeUndefined();
  });

  test.each(['pä"ss\\wörd!', 'a b', 'ab', '日本語のパスワード'])(
    'whatever it is: %j',
    (password) => {
      const spellings = [
        password,
        encodeURIComponent(password),
        Buffer.from(password).toString('latin1'),
        password.replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
      ];
      for (const spelling of spellings) {
        expect(scrubReply(`no: ${spelling}`, { username: 'a', password })).toBeUndefined();
      }
    },
  );

  test('nor is one that repeats a token', () => {
    const accessToken = 'ya29.canary-token-of-a-login';
    expect(scrubReply(`token ${accessToken}`, { username: 'a', accessToken })).toBeUndefined();
    const sent = Buffer.from(`user=a\u0001auth=Bearer ${accessToken}\u0001\u0001`);
    const reply = `334 ${sent.toString('base64')}`;
    expect(scrubReply(reply, { username: 'a', accessToken })).toBeUndefined();
  });
});

describe('what is shown of a reply', () => {
  test('is one line, without controls, escape sequences and bidi marks', () => {
    const reply = '535 \u001b[31mred\u001b[0m \u202Egnorw\u202C\r\n\t535 end\u0000\u200b';
    expect(scrubReply(reply, LOGIN)).toBe('535 [31mred [0m gnorw 535 end');
  });

  test('is cut', () => {
    const shown = scrubReply(`535 ${'x '.repeat(10_000)}`, LOGIN) ?? '';
    expect([...shown]).toHaveLength(300);
    expect(shown.endsWith('…')).toBe(true);
  });

  test('may be markup: it is text', () => {
    expect(scrubReply('<img src=x onerror=alert(1)>', LOGIN)).toBe('<img src=x onerror=alert(1)>');
  });

  test('is nothing where there is nothing', () => {
    for (const nothing of ['', ' \r\n', undefined, 7]) {
      expect(scrubReply(nothing, LOGIN)).toBeUndefined();
    }
  });
});

describe('over the wire', () => {
  const factsOf = (result: { stages: { status: string; facts?: { reply?: string } }[] }) =>
    result.stages.find(({ status }) => status === 'failed')?.facts;

  test('the reply to a refused login is among the facts', async () => {
    const imap = imapScript([[/ LOGIN /i, '{tag} NO [AUTHENTICATIONFAILED] Try again, Ann\r\n']]);
    expect(factsOf((await testAgainst('imap', imap)).protocol)?.reply).toContain('Try again, Ann');
    const smtp = smtpScript([[/^AUTH /i, '535 5.7.8 Try again, Ann\r\n']]);
    expect(factsOf((await testAgainst('smtp', smtp)).protocol)?.reply).toContain('Try again, Ann');
  });

  test('a server that repeats the login gives nothing of it away, in no event and no log line', async () => {
    const imap = imapScript([[/ LOGIN /i, `{tag} NO cannot LOGIN ${USERNAME} ${PASSWORD}\r\n`]]);
    const smtp = smtpScript([[/^AUTH /i, `535 5.7.8 cannot AUTH PLAIN ${plain}\r\n`]]);
    for (const [protocol, script] of [
      ['imap', imap],
      ['smtp', smtp],
    ] as const) {
      const { events, result, lines } = await testAgainst(protocol, script);
      const said = JSON.stringify([events, result, lines]);
      expect(said).not.toContain(PASSWORD);
      expect(said).not.toContain(plain);
    }
  });

  test('so it is with the sender, and with what a server says it can do', async () => {
    const smtp = smtpScript([
      [/^EHLO /i, `250-mail.example.com\r\n250-X${'Y'.repeat(2_000)}\r\n250 AUTH PLAIN\r\n`],
      [/^RCPT /i, `550 5.7.1 you are ${PASSWORD}\r\n`],
    ]);
    const { protocol, events } = await testAgainst('smtp', smtp);
    expect(protocol.failure?.code).toBe('sender-refused');
    expect(JSON.stringify(events)).not.toContain(PASSWORD);
    const offered = protocol.stages.flatMap(({ facts }) => facts?.capabilities ?? []);
    expect(Math.max(...offered.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});

describe('more ways to repeat a secret', () => {
  const password = 'tr0ub4&dor<"3';
  test.each([
    ['escaped for HTML', 'wrong: tr0ub4&amp;dor&lt;&quot;3'],
    ['in base64 after something else', Buffer.from(`xy:${password}`).toString('base64')],
    [
      'in an OAUTHBEARER payload',
      Buffer.from(`n,a=a,\u0001auth=Bearer ${password}\u0001`).toString('base64'),
    ],
  ])('%s', (_, reply) => {
    expect(scrubReply(reply, { username: 'a', password })).toBeUndefined();
  });

  test('a reply and a password as long as they may be are compared in no time', () => {
    const long = { username: 'a', password: 'ab1'.repeat(341) };
    const reply = `535 ${'ab2'.repeat(40_000)}`;
    expect(fastestMs(() => scrubReply(reply, long))).toBeLessThan(250);
  });

  test('a capability that is the password is left out, the others are shown', async () => {
    const script = imapScript([
      [/ LOGIN /i, `{tag} OK [CAPABILITY IMAP4rev1 ${PASSWORD} NAMESPACE] in\r\n`],
    ]);
    const { protocol } = await testAgainst('imap', script);
    const offered = protocol.stages.flatMap(({ facts }) => facts?.capabilities ?? []);
    expect(offered).toContain('NAMESPACE');
    expect(JSON.stringify(offered).toLowerCase()).not.toContain(PASSWORD);
  });
});
