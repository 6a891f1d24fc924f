import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { OFFLINE } from '../offline.ts';
import { databaseName, openLocalDatabase } from '../stand/local-database.ts';
import { at, root } from '../stand/paths.ts';

export type Row = Record<string, unknown>;

/** Asks a database. `close` is to be called when nothing is asked any more. */
export type Source = {
  ask: (sql: string) => Promise<Row[]>;
  close: () => void;
};

const MAX_ANSWER = 256 * 1024 * 1024;

/** Thrown where a database could not be asked; its message says why. */
export class UnavailableError extends Error {
  override name = 'UnavailableError';
}

/** The stand's database, by its file. Throws NoDatabaseError. */
export const fileSource = (): Source => {
  const db = openLocalDatabase({ readOnly: true });
  return { ask: async (sql) => db.prepare(sql).all(), close: () => db.close() };
};

const answer = z.tuple([z.object({ results: z.array(z.record(z.string(), z.unknown())) })]);

const run = promisify(execFile);

const failureOf = z.object({ stdout: z.string(), stderr: z.string() });

const wordsOf = (error: unknown): string => {
  const { stdout = '', stderr = '' } = failureOf.safeParse(error).data ?? {};
  return stderr.trim() || stdout.trim() || String(error);
};

/** A database that wrangler reaches: a deployment's with `--remote`, or a local one. */
export const wranglerSource = (where: string[]): Source => {
  const wrangler = at('node_modules', 'wrangler', 'bin', 'wrangler.js');
  const fixed = [wrangler, 'd1', 'execute', databaseName(), '-c', at('wrangler.toml'), ...where];
  const execute = async (sql: string): Promise<string> => {
    try {
      const { stdout } = await run(process.execPath, [...fixed, '--json', '--command', sql], {
        cwd: root,
        env: { ...process.env, ...OFFLINE },
        maxBuffer: MAX_ANSWER,
      });
      return stdout;
    } catch (error) {
      throw new UnavailableError(`Wrangler could not ask the database.\n${wordsOf(error)}`);
    }
  };
  const ask = async (sql: string): Promise<Row[]> => {
    const text = await execute(sql);
    try {
      return answer.parse(JSON.parse(text))[0].results;
    } catch {
      throw new UnavailableError(`Wrangler answered in an unknown form:\n${text.slice(0, 1000)}`);
    }
  };
  return { ask, close: () => undefined };
};
