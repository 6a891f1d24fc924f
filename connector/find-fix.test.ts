import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stand, startStand } from '../dev/mail-server/testing.ts';
import { testAgainst } from './testing/both-protocols.ts';
import { certificates } from './testing/certificates.ts';
import { on, PASSWORD, scriptedResolver, testServers, USERNAME } from './testing/rig.ts';
import { close, say, scriptedServer } from './testing/scripted-server.ts';
import { imapScript, smtpScript } from './testing/scripts.ts';

const { good, authority } = await certificates();
/** All that is looked for here answers; how soon is the machine's business. */
const deadlines = { probeMs: 15_000 };

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ accounts: [{ address: USERNAME, password: PASSWORD }] });
});
afterAll(() => stand.server.stop());

const atStand = async (
  protocol: 'imap' | 'smtp',
  port: number,
  security: 'tls' | 'starttls' | 'none',
) => {
  const settings = on(port, { host: 'localhost', security });
  const servers =
    protocol === 'imap' ? { imap: settings } : { smtp: { ...settings, sender: USERNAME } };
  const { result, events } = await testServers(servers, {
    authority: stand.authority.cert,
    deadlines,
  });
  return { failure: result[protocol]?.failure, events };
};

describe.each(['imap', 'smtp'] as const)('%s', (protocol) => {
  const ports = () => {
    const { imap, imaps, smtp, submissions } = stand.server.ports;
    return protocol === 'imap' ? { plain: imap, tls: imaps } : { plain: smtp, tls: submissions };
  };

  test('TLS to a port that begins in plain: STARTTLS is offered, as it was proven there', async () => {
    const { failure, events } = await atStand(protocol, ports().plain, 'tls');
    expect(failure).toMatchObject({
      code: 'tls-to-plain-port',
      fix: { host: 'localhost', port: ports().plain, security: 'starttls' },
    });
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['probing', 'result']);
  });

  test.each(['starttls', 'none'] as const)('%s to a TLS port: TLS is offered', async (security) => {
    const { failure } = await atStand(protocol, ports().tls, security);
    expect(failure).toMatchObject({
      code: 'plain-to-tls-port',
      fix: { port: ports().tls, security: 'tls' },
    });
  });
});

test('looking for a fix sends no login', async () => {
  const plain = imapScript([
    [/ STARTTLS$/i, '{tag} NO not here\r\n'],
    [/ CAPABILITY$/i, '* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n{tag} OK\r\n'],
  ]);
  const { protocol, server } = await testAgainst('imap', plain, { security: 'tls' });
  expect(protocol.failure).toMatchObject({ code: 'tls-to-plain-port' });
  expect(protocol.failure?.fix).toBeUndefined();
  expect(server.heard.join('')).not.toMatch(/LOGIN |AUTHENTICATE/);
  expect(server.heard.join('')).not.toContain(PASSWORD);
});

test('nothing is offered that does not hold: no encryption, no login, a bad certificate', async () => {
  const steps = smtpScript([[/^EHLO /i, '250-mail.example.com\r\n250 PIPELINING\r\n']]);
  const { protocol } = await testAgainst('smtp', steps, { security: 'tls' });
  expect(protocol.failure?.code).toBe('tls-to-plain-port');
  expect(protocol.failure?.fix).toBeUndefined();
});

test('a certificate for another name: that name is offered once its server has shown it', async () => {
  const server = await scriptedServer(imapScript(), { tls: good });
  const at = (host: string) => on(server.port, { host, security: 'tls' });
  const { result } = await testServers(
    { imap: at('imap.wrong.example') },
    { authority, deadlines },
  );
  expect(result.imap?.failure).toMatchObject({
    code: 'certificate-wrong-name',
    fix: { host: 'mail.example.com', port: server.port, security: 'tls' },
  });
  const nowhere = scriptedResolver(['127.0.0.1']);
  const resolver = {
    ...nowhere,
    resolve4: (host: string) =>
      host === 'mail.example.com' ? Promise.resolve(['10.0.0.1']) : nowhere.resolve4(),
  };
  const refused = await testServers({ imap: at('imap.wrong.example') }, { authority, resolver });
  await server.stop();
  expect(refused.result.imap?.failure?.code).toBe('certificate-wrong-name');
  expect(refused.result.imap?.failure?.fix).toBeUndefined();
});

test('a wrong password is not mended by other settings: nothing else is dialled', async () => {
  const steps = imapScript([[/ LOGIN /i, '{tag} NO [AUTHENTICATIONFAILED] no\r\n']]);
  const { events, server } = await testAgainst('imap', steps);
  expect(events.some(({ type }) => type === 'probing')).toBe(false);
  expect(server.connections()).toBe(1);
});

test('a server that ends at once offers nothing, and the test still ends in time', async () => {
  const { protocol, result } = await testAgainst('imap', [say('HTTP/1.1 400 Bad\r\n'), close()]);
  expect(protocol.failure?.code).toBe('web-server-found');
  expect(result.ms).toBeLessThan(20_000);
});
