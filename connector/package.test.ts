import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const own = read('package.json');
const lock = read('package-lock.json');
const root = read('../package.json');
const rootLock = read('../package-lock.json');

test('the container installs what the tests ran with', () => {
  for (const [name, version] of Object.entries(own.dependencies)) {
    expect(`${name} ${version}`).toBe(`${name} ${root.dependencies[name]}`);
  }
  for (const [path, { version, integrity }] of Object.entries<{
    version: string;
    integrity: string;
  }>(lock.packages)) {
    if (path) expect(rootLock.packages[path]).toMatchObject({ version, integrity });
  }
});

test('the lockfile is of this package, and holds no download address', () => {
  expect(lock.packages[''].dependencies).toEqual(own.dependencies);
  expect(JSON.stringify(lock)).not.toContain('resolved');
});
