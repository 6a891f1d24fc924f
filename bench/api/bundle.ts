import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unstable_readConfig as readConfig } from 'wrangler';
import { OFFLINE } from '../../dev/offline.ts';
import { at } from '../../dev/stand/paths.ts';

const run = promisify(execFile);

/** For which runtime the Worker is written; what runs beside it is given the same one. */
export const readCompatibility = () => {
  const { compatibility_date, compatibility_flags } = readConfig({ config: at('wrangler.toml') });
  return { compatibility_date: compatibility_date ?? '', compatibility_flags };
};

/** Bundles a Worker as `wrangler deploy` would, into a file that it returns. */
export const bundle = async (folder: string, name: string, main: string): Promise<string> => {
  const outdir = join(folder, 'bundles', name);
  mkdirSync(outdir, { recursive: true });
  // A config of its own: what is bound is told to the runtime, and no pages need to be built.
  const config = join(outdir, 'wrangler.json');
  writeFileSync(config, JSON.stringify({ name, main: at(main), ...readCompatibility() }));
  const wrangler = at('node_modules/wrangler/bin/wrangler.js');
  const args = [wrangler, 'deploy', '--dry-run', '--config', config, '--outdir', outdir];
  await run(process.execPath, args, { cwd: at(), env: { ...process.env, ...OFFLINE } });
  return join(outdir, `${main.split('/').at(-1)?.replace(/\.ts$/, '.js')}`);
};
