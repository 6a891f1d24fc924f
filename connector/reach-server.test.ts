import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { protocols } from '../contract/mail-server.ts';
import { blackHole } from './testing/black-hole.ts';
import { goodScript, testAgainst, verdict } from './testing/both-protocols.ts';
import { certificates } from './testing/certificates.ts';
import { NOBODYS_PORT } from './testing/nobodys-port.ts';
import { on, PASSWORD, scriptedResolver, testServers } from './testing/rig.ts';
import { close, drip, hear, reset, say, silence, upgrade } from './testing/scripted-server.ts';

const { authority, good } = await certificates();
const SHORT = { stageMs: 1_500, silenceMs: 60, secondLookMs: 200 };
const HTTP = 'HTTP/1.1 400 Bad Request\r\n\r\n';

for (const protocol of protocols) {
  const good220 = goodScript[protocol];
  const other = goodScript[protocol === 'imap' ? 'smtp' : 'imap'];
  const at = (
    port: number,
    wishes: Parameters<typeof testServers>[1],
    host = 'mail.example.com',
  ) => {
    const server = { ...on(port, { host }), sender: null };
    return testServers(protocol === 'imap' ? { imap: server } : { smtp: server }, wishes);
  };
  const outcome = async (...args: Parameters<typeof at>) =>
    verdict((await at(...args)).result[protocol]?.failure);

  test(`${protocol}: a name that does not exist is told from one that can't be looked up`, async () => {
    const looked = (ipv4: string, ipv6: string) =>
      outcome(993, { resolver: scriptedResolver(ipv4, ipv6) });
    expect(await looked('ENOTFOUND', 'ENOTFOUND')).toBe('resolve: host-not-found');
    expect(await looked('ENODATA', 'ENODATA')).toBe('resolve: host-has-no-address');
    expect(await looked('ESERVFAIL', 'ENODATA')).toBe('resolve: name-lookup-failed');
    expect(await looked('ETIMEOUT', 'ETIMEOUT')).toBe('resolve: name-lookup-failed');
  });

  test(`${protocol}: name servers that never answer end the stage at its deadline`, async () => {
    const never = () => new Promise<string[]>(() => {});
    const resolver = { resolve4: never, resolve6: never };
    expect(await outcome(993, { resolver, deadlines: { resolveMs: 50 } })).toBe(
      'resolve: name-lookup-failed',
    );
  });

  test(`${protocol}: a port where nobody listens refuses`, async () => {
    expect(await outcome(NOBODYS_PORT, {})).toBe('connect: connection-refused');
  });

  test(`${protocol}: a host that drops what is sent to it times out`, async () => {
    const full = await blackHole();
    expect(await outcome(full.port, { deadlines: SHORT })).toBe('connect: connect-timeout');
    await full.stop();
  });

  test(`${protocol}: the second address is tried where the first refuses`, async () => {
    const { verdict } = await testAgainst(protocol, good220(), {
      resolver: scriptedResolver(['127.0.0.99', '127.0.0.1'], ['::1']),
    });
    expect(verdict).toBe('ok');
  });

  test(`${protocol}: TLS spoken to a plain port`, async () => {
    const { verdict, server } = await testAgainst(protocol, good220(), { security: 'tls' });
    expect(verdict).toBe('tls: tls-to-plain-port');
    expect(server.heard.join('')).not.toContain('LOGIN');
  });

  test(`${protocol}: plain text spoken to a TLS port`, async () => {
    for (const security of ['none', 'starttls'] as const) {
      const { verdict } = await testAgainst(protocol, good220(), {
        security,
        tls: good,
        deadlines: { silenceMs: 60 },
      });
      expect(verdict).toBe('greeting: plain-to-tls-port');
    }
  });

  test(`${protocol}: a TLS alert in place of a greeting`, async () => {
    const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]);
    const { verdict } = await testAgainst(protocol, [say(alert), close()]);
    expect(verdict).toBe('greeting: plain-to-tls-port');
  });

  test.each([
    ['SSH', 'not-a-mail-server', [say('SSH-2.0-OpenSSH_9.6\r\n')]],
    ['POP3', 'pop3-server-found', [say('+OK POP3 ready\r\n')]],
    ['HTTP that speaks first', 'web-server-found', [say(HTTP)]],
    [
      'junk',
      'not-a-mail-server',
      [say(Buffer.from([0x00, 0xff, 0x13, 0x37].flatMap((byte) => [byte, byte])))],
    ],
    [
      'the other protocol',
      protocol === 'imap' ? 'smtp-server-found' : 'imap-server-found',
      other(),
    ],
  ])(`${protocol}: %s is %s, in plain text and inside of TLS`, async (_, code, steps) => {
    expect((await testAgainst(protocol, steps)).verdict).toBe(`greeting: ${code}`);
    const inside = await testAgainst(protocol, steps, { security: 'tls', tls: good, authority });
    expect(inside.verdict).toBe(`greeting: ${code}`);
    expect((await testAgainst(protocol, steps, { security: 'tls' })).verdict).toBe(`tls: ${code}`);
  });

  test(`${protocol}: HTTP that waits to be asked is found out by the second look`, async () => {
    const { verdict } = await testAgainst(protocol, [hear(/./), say(HTTP), close()], {
      deadlines: { silenceMs: 60 },
    });
    expect(verdict).toBe('greeting: web-server-found');
  });

  test(`${protocol}: a server that takes the connection and stays silent`, async () => {
    const silent = (wishes: Parameters<typeof testAgainst>[2]) =>
      testAgainst(protocol, [silence()], wishes);
    const deadlines = { ...SHORT, stageMs: 3_000 };
    const [plain, tls, inside] = await Promise.all([
      silent({ deadlines: SHORT }),
      silent({ security: 'tls', deadlines: SHORT }),
      silent({ security: 'tls', tls: good, authority, deadlines }),
    ]);
    expect(plain.verdict).toBe('greeting: greeting-timeout');
    expect(plain.server.heard.join('')).not.toContain(PASSWORD);
    expect(tls.verdict).toBe('tls: tls-timeout');
    expect(inside.verdict).toBe('greeting: greeting-timeout');
  });

  test(`${protocol}: a greeting that drips has no more time than any other`, async () => {
    const text = protocol === 'imap' ? '* OK aaaaaaaaaaaaaa' : '220 aaaaaaaaaaaaaaaa';
    const { verdict } = await testAgainst(protocol, [drip(text, 20)], { deadlines: SHORT });
    expect(verdict).toBe('greeting: greeting-timeout');
  });

  test(`${protocol}: a greeting without an end`, async () => {
    const endless = protocol === 'imap' ? '* OK ' : '220 ';
    const { verdict } = await testAgainst(protocol, [say(endless + 'a'.repeat(100_000))]);
    expect(verdict).toBe('greeting: response-too-large');
  });

  test(`${protocol}: a server that closes or resets instead of greeting`, async () => {
    expect((await testAgainst(protocol, [close()])).verdict).toBe('greeting: connection-closed');
    expect((await testAgainst(protocol, [close()], { security: 'tls' })).verdict).toBe(
      'tls: connection-closed',
    );
    // The reset may overtake the news that there was a connection.
    for (const security of ['none', 'tls'] as const) {
      const { verdict } = await testAgainst(protocol, [reset()], { security });
      expect(verdict).toMatch(/^(connect|tls|greeting): connection-closed$/);
    }
  });

  test(`${protocol}: a server that says it is not available`, async () => {
    const refusals =
      protocol === 'imap'
        ? { '* BYE later': 'server-unavailable', '* BYE [NOPERM] no': 'connection-rejected' }
        : { '421 later': 'server-unavailable', '554 no': 'connection-rejected' };
    for (const [refusal, code] of Object.entries(refusals)) {
      const { verdict } = await testAgainst(protocol, [say(`${refusal}\r\n`), close()]);
      expect(verdict).toBe(`greeting: ${code}`);
    }
  });

  test(`${protocol}: a server that stops at the handshake`, async () => {
    const steps = [upgrade({ ...good, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })];
    const { verdict } = await testAgainst(protocol, steps, { security: 'tls', authority });
    expect(verdict).toBe('tls: tls-version-unsupported');
  });

  test(`${protocol}: what follows a failed stage is skipped, and every stage is reported once`, async () => {
    const { protocol: result, events } = await testAgainst(protocol, [say('SSH-2.0\r\n')]);
    expect(result.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
      'resolve passed',
      'connect passed',
      'tls skipped',
      'greeting failed',
      'authenticate skipped',
      `${protocol === 'imap' ? 'mailbox' : 'sender'} skipped`,
    ]);
    const told = events.flatMap((event) => (event.type === 'stage' ? [event.stage] : []));
    expect(told).toEqual(result.stages.map(({ stage }) => stage));
    expect(events.at(-1)?.type).toBe('result');
  });

  test(`${protocol}: a private address is refused before anything is dialled`, async () => {
    for (const ipv4 of [['10.0.0.1'], ['203.0.113.9', '8.8.8.8']]) {
      const resolver = scriptedResolver(ipv4);
      expect(await outcome(993, { resolver, networks: [] })).toBe('resolve: address-not-allowed');
    }
    expect(await outcome(993, { networks: [] }, 'localhost')).toBe('resolve: address-not-allowed');
    expect(await outcome(993, {}, 'mail.internal')).toBe('resolve: address-not-allowed');
  });

  test(`${protocol}: an open, a closed and a silent private port look the same`, async () => {
    let dialled = 0;
    const open = createServer(() => {
      dialled += 1;
    }).listen(0, '127.0.0.1');
    await once(open, 'listening');
    const { port } = open.address() as { port: number };
    const silent = await blackHole();
    const answers = await Promise.all(
      [port, NOBODYS_PORT, silent.port].map(async (each) => {
        const { result, events } = await at(each, { networks: [], ports: [each] });
        return JSON.stringify([result, events])
          .replaceAll(/"ms":\d+/g, '')
          .replaceAll(new RegExp(`\\b${each}\\b`, 'g'), '');
      }),
    );
    await silent.stop();
    expect(dialled).toBe(0);
    expect(new Set(answers).size).toBe(1);
    open.close();
  });

  test(`${protocol}: a port that is no mail port is not dialled`, async () => {
    const { result } = await at(22, { ports: [] });
    expect(verdict(result[protocol]?.failure)).toBe('connect: port-not-allowed');
  });

  test(`${protocol}: a name is resolved once, so that it can't change after it was vetted`, async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const resolver = {
      ...scriptedResolver('ENODATA'),
      resolve4: () => Promise.resolve(answers[asked++] ?? []),
    };
    expect((await testAgainst(protocol, good220(), { resolver })).verdict).toBe('ok');
    expect(asked).toBe(1);
  });
}
