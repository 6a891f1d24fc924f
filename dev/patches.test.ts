import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { missingPatches } from './patches.mjs';
import { at, root } from './stand/paths.ts';

const packageOf = (patch: string) => {
  const [, name = '', version = ''] = /^(.+)\+(\d[^+]*)\.patch$/.exec(patch) ?? [];
  return { folder: join('node_modules', ...name.split('+')), version };
};

test('every patch is applied to what is installed, of the version that it is for', () => {
  const patches = readdirSync(at('patches'));
  expect(patches.length).toBeGreaterThan(0);
  for (const { folder, version } of patches.map(packageOf)) {
    expect(JSON.parse(readFileSync(at(folder, 'package.json'), 'utf8')).version).toBe(version);
  }
  expect(missingPatches(root)).toEqual([]);
});

test('npm ci applies them, or fails', () => {
  const { scripts, devDependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  expect(scripts.postinstall).toBe('patch-package --error-on-fail');
  expect(devDependencies['patch-package']).toBeDefined();
});

test('an installation of before a patch is noticed', () => {
  const copy = mkdtempSync(join(tmpdir(), 'letterbox-patches-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(at('patches'), join(copy, 'patches'), { recursive: true });
  const patches = readdirSync(at('patches'));
  expect(missingPatches(copy)).toEqual(patches);
  for (const { folder } of patches.map(packageOf)) {
    cpSync(at(folder), join(copy, folder), { recursive: true });
  }
  expect(missingPatches(copy)).toEqual([]);
  // One of the files alone, as it may be after an update of the patch.
  const { folder } = packageOf('worker-mailer+1.2.1.patch');
  copyFileSync(join(copy, folder, 'dist/index.js'), join(copy, folder, 'dist/index.mjs'));
  expect(missingPatches(copy)).toEqual(['worker-mailer+1.2.1.patch']);
});
