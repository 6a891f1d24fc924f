import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Gives the test file a stand's folder of its own. To be called before anything imports paths.ts. */
export const ownStand = (): string => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'stand-'));
  process.env.LETTERBOX_STAND = folder;
  return folder;
};

/** Makes the stand's database as `npm start` does, without starting anything. Gives what puts it back. */
export const prepareStand = async (): Promise<() => void> => {
  const { readDemo } = await import('./demo.ts');
  const { prepareDatabase } = await import('./database.ts');
  const { localDatabaseFile } = await import('./local-database.ts');
  await prepareDatabase(await readDemo());
  const folder = dirname(localDatabaseFile());
  const kept = `${folder}-kept`;
  cpSync(folder, kept, { recursive: true });
  return () => {
    rmSync(folder, { recursive: true });
    cpSync(kept, folder, { recursive: true });
  };
};

/** Runs one of the repository's commands, on the test's stand unless another is given. */
export const runCommand = (script: string, args: string[], stand?: string) => {
  const env = { ...process.env, ...(stand && { LETTERBOX_STAND: stand }) };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
