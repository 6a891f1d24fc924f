import { expect, test } from 'vitest';
import { PASSWORD } from '../testing/rig.ts';
import { answer, say, scriptedServer } from '../testing/scripted-server.ts';
import { imapScript } from '../testing/scripts.ts';
import { makeCertificates } from './certificates.ts';
import { REAL, SHORT } from './run-all.ts';
import { runCase, timeFaults } from './run-case.ts';

const certificates = await makeCertificates();
const base = { name: 'x', protocol: 'imap', security: 'none', expect: 'ok' } as const;
const world = { certificates, deadlines: { ...SHORT, silenceMs: 5_000 } };

test('what was found is told, whatever was expected', async () => {
  const steps = imapScript([[/ LOGIN /i, '{tag} NO no\r\n']]);
  expect(await runCase({ ...base, server: steps }, world)).toMatchObject({
    got: 'authenticate: wrong-password',
    faults: [],
  });
});

test('a deadline that is not kept is a fault', () => {
  const at = (resolveMs: number, greetingMs: number, ms: number) => {
    const stages = [
      { stage: 'resolve' as const, status: 'passed' as const, ms: resolveMs },
      { stage: 'greeting' as const, status: 'failed' as const, ms: greetingMs },
    ];
    return timeFaults({ ok: false, failure: null, stages }, ms, REAL);
  };
  expect(at(5_010, 10_020, 20_030)).toEqual([]);
  expect(at(6_000, 11_000, 21_000)).toEqual([
    'resolve took 6000 ms',
    'greeting took 11000 ms',
    'the test ran too long',
  ]);
});

test('a login that does not arrive as it was typed is a fault', async () => {
  const forgetful = {
    port: 0,
    heard: () => `1 LOGIN "support@example.com" "${PASSWORD.slice(1)}"\r\n`,
    stop: async () => {},
  };
  const server = await scriptedServer([
    say('* OK [CAPABILITY IMAP4rev1] hi\r\n'),
    answer([[/ LOGIN /, '{tag} NO no\r\n']]),
  ]);
  const start = async () => ({ ...forgetful, port: server.port });
  const { faults } = await runCase({ ...base, start }, world);
  await server.stop();
  expect(faults).toEqual(['the server did not receive what was typed']);
});

test('a password that is sent before the stage of the login is a fault', async () => {
  const start = async () => ({ port: 1, heard: () => `x ${PASSWORD}`, stop: async () => {} });
  const { faults } = await runCase({ ...base, start }, world);
  expect(faults).toEqual(['the password was sent']);
});
