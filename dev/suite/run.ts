import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { OFFLINE } from '../offline.ts';
import { root } from '../stand/paths.ts';

export type Output = { code: number; text: string };

/** Runs one of the installed programs under the running Node; `quiet` keeps its output for the caller. */
export const run = (
  program: string,
  args: string[],
  { quiet = false, env = {} }: { quiet?: boolean; env?: Record<string, string> } = {},
): Promise<Output> =>
  new Promise((resolve) => {
    const bin = join(root, 'node_modules', '.bin');
    const path = [dirname(process.execPath), bin, process.env.PATH].join(delimiter);
    const child = spawn(join(bin, program), args, {
      cwd: root,
      env: { ...process.env, ...OFFLINE, PATH: path, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32',
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    child.on('error', (error) => resolve({ code: 1, text: error.message }));
    child.on('exit', (code) => resolve({ code: code ?? 1, text }));
  });
