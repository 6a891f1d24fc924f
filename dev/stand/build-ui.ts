import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './paths.ts';

const SOURCES = ['ui', 'contract', 'worker', 'vite.config.ts', 'package-lock.json'];

const newest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(
        statSync(path).mtimeMs,
        ...readdirSync(path)
          .filter((name) => name !== 'dist' && !name.startsWith('.'))
          .map((name) => newest(join(path, name))),
      )
    : statSync(path).mtimeMs;

/** Builds the admin pages into ui/dist, which the Worker serves, unless they are newer than their sources. */
export const buildUi = async (): Promise<void> => {
  const built = at('ui', 'dist', 'index.html');
  const sources = Math.max(...SOURCES.map((source) => newest(at(source))));
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  const { build } = await import('vite');
  await build({ configFile: at('vite.config.ts'), logLevel: 'warn' });
};
