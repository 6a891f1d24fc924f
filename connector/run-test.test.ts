import { expect, test } from 'vitest';
import { protocols } from '../contract/mail-server.ts';
import { runTest } from './run-test.ts';
import { testAgainst, verdict } from './testing/both-protocols.ts';
import { on, PASSWORD, rig, testServers, USERNAME } from './testing/rig.ts';
import { answer, say, scriptedServer, silence } from './testing/scripted-server.ts';
import { imapScript, smtpScript } from './testing/scripts.ts';

test('the deadline of the whole test ends the stage that is running', async () => {
  const silent = await scriptedServer(imapScript([[/ LOGIN /i, [silence()]]]));
  const deadlines = { testMs: 2_000 };
  const { result } = await testServers({ imap: on(silent.port) }, { deadlines });
  expect(verdict(result.imap?.failure)).toBe('authenticate: test-timeout');
  await silent.stop();
});

test('a caller that goes away takes the sockets with it', async () => {
  const imap = await scriptedServer(imapScript([[/ LOGIN /i, [silence()]]]));
  const smtp = await scriptedServer(smtpScript([[/^AUTH /i, [silence()]]]));
  const gone = new AbortController();
  const running = testServers(
    { imap: on(imap.port), smtp: { ...on(smtp.port), sender: null } },
    {},
    gone.signal,
  );
  await expect.poll(() => imap.heard.length > 0 && smtp.heard.length > 1).toBe(true);
  gone.abort();
  const { result } = await running;
  expect(verdict(result.imap?.failure)).toBe('authenticate: test-interrupted');
  expect(verdict(result.smtp?.failure)).toBe('authenticate: test-interrupted');
  await expect.poll(() => imap.open() + smtp.open()).toBe(0);
  await imap.stop();
  await smtp.stop();
});

test('no socket is left over, whether a test passes or fails', async () => {
  for (const rows of [[], [[/ LOGIN /i, '{tag} NO no\r\n'] as const]]) {
    const server = await scriptedServer(imapScript(rows));
    await testServers({ imap: on(server.port) });
    await expect.poll(server.open).toBe(0);
    await server.stop();
  }
  for (const rows of [[], [[/^QUIT/i, []] as const], [[/^AUTH /i, '535 no\r\n'] as const]]) {
    const server = await scriptedServer(smtpScript(rows));
    await testServers({ smtp: { ...on(server.port), sender: USERNAME } });
    await expect.poll(server.open).toBe(0);
    await server.stop();
  }
});

const encoded = [
  PASSWORD,
  Buffer.from(PASSWORD).toString('base64'),
  Buffer.from(`\0${USERNAME}\0${PASSWORD}`).toString('base64'),
];

test.each(protocols)(
  '%s: a server that echoes the login finds it nowhere again',
  async (protocol) => {
    const echo = encoded.join(' ');
    const echoes =
      protocol === 'imap'
        ? [
            `* OK ${echo}\r\n{tag} NO [ALERT] ${echo}\r\n`,
            `{tag} BAD ${echo}\r\n`,
            `* BYE ${echo}\r\n`,
            `${echo}\r\n`,
          ]
        : [`535 5.7.8 ${echo}\r\n`, `421 ${echo}\r\n`, `334 ${echo}\r\n`, `${echo}\r\n`];
    for (const text of echoes) {
      const steps =
        protocol === 'imap' ? imapScript([[/ LOGIN /i, text]]) : smtpScript([[/^AUTH /i, text]]);
      const { events, lines, result } = await testAgainst(protocol, steps, {
        deadlines: { stageMs: 300 },
      });
      const all = JSON.stringify([events, lines, result]);
      for (const each of [...encoded, USERNAME]) expect(all).not.toContain(each);
    }
  },
);

test('what a server says reaches the facts of a stage, scrubbed, and no log', async () => {
  const banner = '<script>alert(1)</script>\u001b[31m';
  const { events, lines } = await testAgainst('imap', [
    say(`* OK ${banner}\r\n`),
    answer([[/./, `* ${banner}\r\n{tag} NO ${banner}\r\n`]]),
  ]);
  const shown = JSON.stringify(events);
  expect(shown).not.toMatch(/\\u001b|\\r/);
  expect(lines.join('')).not.toMatch(/script/);
  // As what it is, a text among the facts of the failed stage, and nowhere else.
  expect(shown.replaceAll(/"facts":{[^{}]*}/g, '')).not.toMatch(/script/);
});

test('a fault of our own is a protocol-error, logged without the error', async () => {
  const deps = rig();
  deps.network.resolver = {
    resolve4: () => Promise.resolve(['127.0.0.1']),
    resolve6: () => {
      throw new TypeError(PASSWORD);
    },
  };
  const result = await runTest({ tenant: 't', imap: on(993), smtp: null }, deps, {
    signal: new AbortController().signal,
    emit: () => {},
  });
  expect(verdict(result.imap?.failure)).toBe('resolve: protocol-error');
  expect(deps.lines.join()).toMatch(/"event":"unexpected-error".*"error":"TypeError"/);
  expect(deps.lines.join()).not.toContain(PASSWORD);
});
