import { once } from 'node:events';
import { expect, test } from 'vitest';
import { protocols } from '../contract/mail-server.ts';
import { testAgainst } from './testing/both-protocols.ts';
import { certificates } from './testing/certificates.ts';
import { PASSWORD } from './testing/rig.ts';
import {
  answer,
  close,
  reset,
  type Step,
  say,
  silence,
  upgrade,
} from './testing/scripted-server.ts';
import { imapScript, smtpScript } from './testing/scripts.ts';

const pki = await certificates();
const SHORT = { stageMs: 1_500 };
const silent = { greeting: '' };
type Row = readonly [RegExp, string | readonly Step[]];

/** A server that offers STARTTLS, answers it with `steps`, and goes on as a good one. */
const offering = {
  imap: (steps: readonly Step[], offer = 'STARTTLS LOGINDISABLED') => [
    say(`* OK [CAPABILITY IMAP4rev1 ${offer}] ready\r\n`),
    answer([
      [/ STARTTLS$/i, [...steps, ...imapScript([], silent)]],
      [/ CAPABILITY$/i, `* CAPABILITY IMAP4rev1 ${offer}\r\n{tag} OK done\r\n`],
    ] as Row[]),
  ],
  smtp: (steps: readonly Step[], offer = 'STARTTLS') => [
    say('220 mail.example.com ESMTP\r\n'),
    answer([
      [/^STARTTLS$/i, [...steps, ...smtpScript([], silent)]],
      [/^EHLO /i, `250-mail.example.com\r\n250 ${offer}\r\n`],
    ] as Row[]),
  ],
};
const GO = { imap: '{tag} OK go\r\n', smtp: '220 go\r\n' };
const NO = { imap: '{tag} NO not now\r\n', smtp: '454 4.7.0 not now\r\n' };

for (const protocol of protocols) {
  const tested = (steps: readonly Step[], offer?: string, deadlines = {}) =>
    testAgainst(protocol, offering[protocol](steps, offer), {
      security: 'starttls',
      authority: pki.authority,
      deadlines,
    });
  const sentNothing = (heard: string[]) =>
    !heard.join('').includes(PASSWORD) && !/LOGIN |AUTH/.test(heard.join(''));

  test(`${protocol}: STARTTLS comes after the greeting and before the login`, async () => {
    const { verdict, protocol: result } = await tested([say(GO[protocol]), upgrade(pki.good)]);
    expect(verdict).toBe('ok');
    expect(result.stages.map(({ stage }) => stage).slice(0, 5)).toEqual([
      'resolve',
      'connect',
      'greeting',
      'tls',
      'authenticate',
    ]);
    expect(result.stages[3]?.detail).toMatch(
      /^TLSv1\.3, certificate for mail\.example\.com, valid/,
    );
  });

  test(`${protocol}: STARTTLS that is not offered, or was stripped, ends the test`, async () => {
    const { verdict, server } = await tested([], protocol === 'imap' ? 'AUTH=PLAIN' : 'AUTH PLAIN');
    expect(verdict).toBe('tls: starttls-not-offered');
    expect(sentNothing(server.heard)).toBe(true);
  });

  test(`${protocol}: STARTTLS that is refused ends the test`, async () => {
    const { verdict, server } = await tested([say(NO[protocol])]);
    expect(verdict).toBe('tls: starttls-refused');
    expect(sentNothing(server.heard)).toBe(true);
  });

  test(`${protocol}: plaintext that came along with the answer to STARTTLS is refused`, async () => {
    const injected = protocol === 'imap' ? '* CAPABILITY AUTH=PLAIN\r\n' : '250 AUTH PLAIN\r\n';
    const { verdict } = await tested([say(GO[protocol] + injected), upgrade(pki.good)]);
    expect(verdict).toBe('tls: starttls-injection');
  });

  test(`${protocol}: a server that does not go on after STARTTLS`, async () => {
    const after = async (...steps: Step[]) =>
      (await tested([say(GO[protocol]), ...steps], undefined, SHORT)).verdict;
    const clientHello: Step = ({ socket }) => once(socket, 'data');
    expect(await after(close())).toBe('tls: connection-closed');
    expect(await after(reset())).toBe('tls: connection-closed');
    expect(await after(silence())).toBe('tls: tls-timeout');
    expect(await after(clientHello, say('this is no handshake\r\n'))).toBe('tls: tls-failed');
  });

  test(`${protocol}: an old TLS after STARTTLS`, async () => {
    const old = { ...pki.good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const;
    const { verdict } = await tested([say(GO[protocol]), upgrade(old)]);
    expect(verdict).toBe('tls: tls-version-unsupported');
  });

  test.each([
    ['expired', 'certificate-expired'],
    ['notYetValid', 'certificate-not-yet-valid'],
    ['wrongName', 'certificate-wrong-name'],
    ['selfSigned', 'certificate-self-signed'],
    ['untrusted', 'certificate-untrusted'],
  ] as const)(
    `${protocol}: a certificate that is %s is refused and nothing sent`,
    async (which, code) => {
      const afterStarttls = await tested([say(GO[protocol]), upgrade(pki[which])]);
      expect(afterStarttls.verdict).toBe(`tls: ${code}`);
      const fromStart = await testAgainst(protocol, [silence()], {
        security: 'tls',
        tls: pki[which],
        authority: pki.authority,
      });
      expect(fromStart.verdict).toBe(`tls: ${code}`);
      for (const { server } of [afterStarttls, fromStart]) {
        expect(sentNothing(server.heard)).toBe(true);
      }
    },
  );

  test(`${protocol}: a certificate for the address is good for an address, one for a name is not`, async () => {
    const steps = (protocol === 'imap' ? imapScript : smtpScript)();
    const settings = { host: '127.0.0.1', security: 'tls', authority: pki.authority } as const;
    expect((await testAgainst(protocol, steps, { ...settings, tls: pki.forAddress })).verdict).toBe(
      'ok',
    );
    expect((await testAgainst(protocol, steps, { ...settings, tls: pki.good })).verdict).toBe(
      'tls: certificate-wrong-name',
    );
  });
}
