// How long a newcomer waits, and how much is shipped. Prints a table; ends by itself.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '../dev/stand/ports.ts';

const PATIENCE_MS = 120_000;

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'letterbox-house-'));
const clone = join(folder, 'clone');
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const quiet = { cwd: clone, stdio: 'ignore' as const };

const timed = (program: string, args: string[], env: Record<string, string> = {}): string => {
  const since = performance.now();
  execFileSync(program, args, { ...quiet, env: { ...process.env, ...env } });
  return seconds(since);
};

const startToFirstAnswer = async (): Promise<string> => {
  const port = await freePort();
  const since = performance.now();
  const stand = spawn('npm', ['start', '--', '--port', String(port)], quiet);
  const ended = new Promise((resolve) => stand.on('exit', resolve));
  try {
    while (performance.now() - since < PATIENCE_MS) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
      if (answer?.ok) return seconds(since);
    }
    return 'never';
  } finally {
    stand.kill('SIGTERM');
    await ended;
  }
};

const gzipKib = (files: string[]): string => {
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  return `${(bytes / 1024).toFixed(1)} KiB gzip`;
};

const assets = (ending: string) => {
  const from = join(clone, 'ui/dist/assets');
  return readdirSync(from)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(from, name));
};

const workerSize = (): string => {
  const outdir = join(folder, 'worker');
  const wrangler = join(clone, 'node_modules/wrangler/bin/wrangler.js');
  const args = ['deploy', '--dry-run', '--minify', '--containers-rollout', 'none'];
  const env = { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' };
  timed(process.execPath, [wrangler, ...args, '--outdir', outdir], env);
  return gzipKib([join(outdir, 'index.js')]);
};

try {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const rows: [string, string][] = [['npm ci', timed('npm', ['ci', '--loglevel=error'])]];
  rows.push(['npm start to first answer, first time', await startToFirstAnswer()]);
  rows.push(['npm start to first answer, again', await startToFirstAnswer()]);
  if (process.argv.includes('--test')) rows.push(['npm test', timed('npm', ['test'])]);
  rows.push(['API Worker', workerSize()]);
  rows.push(['pages, all scripts', gzipKib(assets('.js'))]);
  rows.push(['pages, styles', gzipKib(assets('.css'))]);
  for (const [what, figure] of rows) console.log(`| ${what.padEnd(40)} | ${figure.padStart(16)} |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
