import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { at } from './stand/paths.ts';

const PATIENCE_MS = 20_000;

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'letterbox-installing-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return { file: join(made, '.cache', 'installing'), log: join(made, 'log') };
};
type Folder = ReturnType<typeof folder>;

const hold = ({ file }: Folder, text: string) => {
  mkdirSync(dirname(file));
  writeFileSync(file, text);
};

/** A command that installs what is not yet there, as ours do, and is not done before another waits. */
const installing = ({ file, log }: Folder, { patienceMs = PATIENCE_MS, until = '' } = {}) => `
  import { appendFileSync, existsSync } from 'node:fs';
  import { takeTurn } from ${JSON.stringify(pathToFileURL(at('dev/install-turn.mjs')).href)};
  const log = ${JSON.stringify(log)};
  takeTurn(${JSON.stringify(file)}, () => {
    if (existsSync(log)) return;
    appendFileSync(log, 'begun ');
    const idle = new Int32Array(new SharedArrayBuffer(4));
    while (${JSON.stringify(until)} !== '' && !existsSync(${JSON.stringify(until)})) Atomics.wait(idle, 0, 0, 20);
    appendFileSync(log, 'done ');
  }, ${patienceMs});
`;

const argsOf = (script: string) => ['--input-type=module', '-e', script];

const begin = (script: string, onWord: () => void) => {
  const child = spawn(process.execPath, argsOf(script), { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
    onWord();
  });
  return new Promise<{ status: number | null; said: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, said: said.join('') }));
  });
};

const run = (script: string) =>
  spawnSync(process.execPath, argsOf(script), { encoding: 'utf8', timeout: PATIENCE_MS });

test('of two commands at once one installs, and the other says that it waits', async () => {
  const where = folder();
  const until = `${where.log}-waited-for`;
  const script = installing(where, { until });
  const oneWaits = () => writeFileSync(until, '');
  const both = await Promise.all([begin(script, oneWaits), begin(script, oneWaits)]);
  expect(both.map(({ status }) => status)).toEqual([0, 0]);
  expect(readFileSync(where.log, 'utf8')).toBe('begun done ');
  const words = both.map(({ said }) => said).filter((said) => said !== '');
  expect(words).toEqual([
    expect.stringMatching(/^Another command \(process [\d?]+\) is installing/),
  ]);
  expect(existsSync(where.file)).toBe(false);
});

test('nobody waits for a process that is gone', () => {
  const where = folder();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  hold(where, String(pid));
  const { status, stderr } = run(installing(where));
  expect([status, stderr]).toEqual([0, '']);
  expect(readFileSync(where.log, 'utf8')).toBe('begun done ');
});

test('one that takes too long is named, with the file that says so, and left alone', () => {
  const where = folder();
  hold(where, String(process.pid));
  const { status, stderr } = run(installing(where, { patienceMs: 600 }));
  expect(status).toBe(1);
  expect(stderr).toContain(`Process ${process.pid} is still installing`);
  expect(stderr).toContain(where.file);
  expect(existsSync(where.log)).toBe(false);
  expect(readFileSync(where.file, 'utf8')).toBe(String(process.pid));
});
