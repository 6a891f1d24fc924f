import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readConfiguration } from '../worker/platform/configuration.ts';
import { createVault } from '../worker/platform/vault.ts';
import { root } from './stand/paths.ts';

const run = (...args: string[]): string =>
  execFileSync(process.execPath, ['dev/keys-new.mjs', ...args], { cwd: root, encoding: 'utf8' });

const valuesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map((line) => line.split(/=(.*)/).slice(0, 2) as [string, string]),
  );

test('makes all that a deployment starts with, fresh each time', () => {
  const one = valuesOf(run());
  const other = valuesOf(run());
  const read = readConfiguration({ ...one, PUBLIC_URL: 'https://mail.example.com' });
  expect(read).toMatchObject(one);
  expect(Object.keys(one)).toContain('OPERATOR_TOKEN');
  for (const [name, value] of Object.entries(one)) expect(other[name]).not.toBe(value);
});

test('says by which id the encryption key is spoken of', async () => {
  const text = run();
  const { ENCRYPTION_KEY = '' } = valuesOf(text);
  const { current } = await createVault(ENCRYPTION_KEY).keyIds();
  expect(text).toContain(`# key id ${current}\nENCRYPTION_KEY=`);
});

test('--help tells where the exchange of keys is described', () => {
  expect(run('--help')).toContain('docs/runbooks/key-rotation.md');
});

test.each([['--force'], ['--help=yes'], ['ENCRYPTION_KEY']])(
  '%s is refused, and no key is printed',
  (arg) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dev/keys-new.mjs', arg], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('npm run keys:new -- --help');
  },
);
