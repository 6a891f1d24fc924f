import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stand, startStand } from '../dev/mail-server/testing.ts';
import { verdict } from './testing/both-protocols.ts';
import { on, PASSWORD, testServers, USERNAME } from './testing/rig.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ accounts: [{ address: USERNAME, password: PASSWORD }] });
});
afterAll(() => stand.server.stop());

const both = (security: 'tls' | 'starttls' | 'none', password = PASSWORD, sender = USERNAME) => {
  const { ports } = stand.server;
  const settings = { host: 'localhost', security, password };
  const imap = on(security === 'tls' ? ports.imaps : ports.imap, settings);
  const smtp = on(security === 'tls' ? ports.submissions : ports.smtp, settings);
  return testServers({ imap, smtp: { ...smtp, sender } }, { authority: stand.authority.cert });
};

test.each(['tls', 'starttls', 'none'] as const)('with %s both protocols pass', async (security) => {
  const { result, events } = await both(security);
  expect(result).toMatchObject({ ok: true, imap: { failure: null }, smtp: { failure: null } });
  const notPassed = [...(result.imap?.stages ?? []), ...(result.smtp?.stages ?? [])].filter(
    ({ status }) => status !== 'passed',
  );
  expect(notPassed.map(({ stage }) => stage)).toEqual(security === 'none' ? ['tls', 'tls'] : []);
  expect(events.at(-1)).toEqual({ type: 'result', result });
});

test('a wrong password fails both, each by itself', async () => {
  const { result } = await both('tls', 'not the password');
  expect(verdict(result.imap?.failure)).toBe('authenticate: wrong-password');
  expect(verdict(result.smtp?.failure)).toBe('authenticate: wrong-password');
});

test('a protocol that fails does not touch the other', async () => {
  const { ports } = stand.server;
  const imap = on(ports.smtp, { host: 'localhost' });
  const smtp = { ...on(ports.smtp, { host: 'localhost' }), sender: USERNAME };
  const { result } = await testServers({ imap, smtp });
  expect(verdict(result.imap?.failure)).toBe('greeting: smtp-server-found');
  expect(result.smtp?.ok).toBe(true);
  expect(result.ok).toBe(false);
});
