import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { at } from './stand/paths.ts';

type Package = {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  overrides?: Record<string, string>;
};
type Locked = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  optional?: boolean;
};
type Lock = { lockfileVersion: number; packages: Record<string, Locked & Package> };

const read = <Shape>(path: string): Shape => JSON.parse(readFileSync(at(path), 'utf8'));
const text = (path: string): string => readFileSync(at(path), 'utf8');

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

const folders = [
  ['the repository', 'package.json', 'package-lock.json'],
  ['the connector’s image', 'connector/package.json', 'connector/package-lock.json'],
] as const;

test.each(folders)('%s names every package in one exact version', (_, own) => {
  const { overrides = {}, ...all } = read<Package>(own);
  const asked = GROUPS.flatMap((group) => Object.entries(all[group] ?? {}));
  const named = [...asked, ...Object.entries(overrides)];
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(([, version]) => !EXACT.test(version))).toEqual([]);
});

test.each(folders)(
  'the lockfile of %s is of its package.json, so that npm ci takes it',
  (_, own, lock) => {
    const root = read<Lock>(lock).packages[''] ?? {};
    const asked = read<Package>(own);
    for (const group of GROUPS) expect(root[group] ?? {}).toEqual(asked[group] ?? {});
  },
);

test.each(folders)(
  'the lockfile of %s pins all by version and hash, without download addresses',
  (_, _own, lock) => {
    const { packages, lockfileVersion } = read<Lock>(lock);
    expect(lockfileVersion).toBeGreaterThanOrEqual(3);
    const locked = Object.entries(packages).filter(([path]) => path !== '');
    expect(locked.length).toBeGreaterThan(5);
    const loose = locked.filter(
      ([path, { version = '', integrity = '', resolved, link, optional }]) =>
        !EXACT.test(version) ||
        resolved !== undefined ||
        link ||
        // Of what is for other platforms alone, npm notes no hash where it was not fetched.
        !(integrity.startsWith('sha512-') || (optional && !existsSync(at(path)))),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
    expect(text(lock)).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
  },
);

test('what is installed is what the lockfile says', () => {
  const wanted = read<Lock>('package-lock.json').packages;
  const found = read<Lock>('node_modules/.package-lock.json').packages;
  const drifted = Object.entries(found).filter(
    ([path, { version, integrity }]) =>
      wanted[path]?.version !== version || wanted[path]?.integrity !== integrity,
  );
  expect(drifted.map(([path]) => path)).toEqual([]);
});

test('installing is npm ci, everywhere, and new packages are saved in their exact version', () => {
  expect(text('dev/bootstrap.mjs')).toMatch(/npm\(\['ci'/);
  expect(text('connector/Dockerfile')).toMatch(/^RUN npm ci .*--ignore-scripts/m);
  expect(text('.npmrc')).toMatch(/^save-exact=true$/m);
  for (const file of ['dev/bootstrap.mjs', 'connector/Dockerfile', '.ci/run']) {
    expect(text(file)).not.toMatch(/npm['"]?,? (?:install|i|add|update)\b|npx /);
  }
});
