import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';
import { CLIENTS } from './testing.ts';

const { google, microsoft } = CLIENTS;

const failure = (argv: string[], settings: unknown): string => {
  const text = typeof settings === 'string' ? settings : JSON.stringify(settings);
  try {
    readSettings(argv, { IDENTITY_PROVIDER_SETTINGS: text });
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

test.each([
  ['no settings', [], '', 'no settings'],
  ['settings that are not JSON', [], 'google-secret', 'settings: not JSON'],
  ['no object', [], 'null', 'cannot use clients'],
  [
    'a client without an id',
    [],
    { clients: { google: { ...google, id: '' }, microsoft } },
    'clients.google.id',
  ],
  [
    'a redirect address that is none',
    [],
    { clients: { google: { ...google, redirectUris: ['callback'] }, microsoft } },
    'clients.google.redirectUris.0',
  ],
  [
    'an issuer that no tenant fits into',
    [],
    { clients: CLIENTS, issuers: { microsoft: 'https://ms.test' } },
    'issuers.microsoft',
  ],
  [
    'a habit that is none',
    [],
    { clients: CLIENTS, behaviour: { rotation: 'sometimes' } },
    'behaviour.rotation',
  ],
  ['an unknown setting', [], { clients: CLIENTS, prot: 1 }, 'the whole'],
  ['a port that is none', ['--port', 'x'], { clients: CLIENTS }, 'port: not a port'],
  ['a port that is too high', ['--port', '99999'], { clients: CLIENTS }, 'cannot use port'],
  ['an unknown flag', ['--prot', '1'], { clients: CLIENTS }, "Unknown option '--prot'"],
])('%s: the place is named, no secret is', (_what, argv, settings, message) => {
  const said = failure(argv, settings);
  expect(said).toContain(message);
  expect(said).not.toMatch(/\n|google-secret|microsoft-secret/);
});

test('all but the clients has a default, and a flag wins over the settings', () => {
  const env = { IDENTITY_PROVIDER_SETTINGS: JSON.stringify({ clients: CLIENTS, port: 1234 }) };
  expect(readSettings([], env)).toMatchObject({
    port: 1234,
    host: '127.0.0.1',
    behaviour: { accessTokenSeconds: 3599, codeSeconds: 60, rotation: 'keep-old' },
  });
  expect(readSettings(['--port', '0'], env)).toMatchObject({ port: 0 });
  expect(readSettings(['--help'], {})).toBeNull();
});
