import { cpSync, readdirSync, rmSync } from 'node:fs';
import { at } from '../stand/paths.ts';
import { type Output, run } from './run.ts';

const COPY = '.cache/migrations';

const count = (folder: string) => readdirSync(at(folder)).length;

/** Fails where the tables have changed since the newest migration was made. */
export const checkMigrations = async (): Promise<Output> => {
  rmSync(at(COPY), { recursive: true, force: true });
  cpSync(at('migrations'), at(COPY), { recursive: true });
  const schema = './worker/domains/*/tables.ts';
  const args = ['generate', '--dialect', 'sqlite', '--schema', schema, '--out', COPY];
  const output = await run('drizzle-kit', args, { quiet: true });
  if (output.code !== 0 || count(COPY) === count('migrations')) return output;
  return { code: 1, text: 'The tables have changed. Make a migration: npm run db:generate' };
};
