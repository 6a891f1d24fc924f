// Plain JavaScript for Node 20, no dependency: it runs before anything is installed.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const PATIENCE_MS = 10 * 60_000;
const EVERY_MS = 500;
// Between making the file and writing into it.
const EMPTY_FOR_MS = 5000;

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
};

const isStale = (file, text) =>
  text === '' ? Date.now() - statSync(file).mtimeMs > EMPTY_FOR_MS : !isAlive(Number(text));

/** Whose turn it is, `?` while that is being written; `null` for nobody's, as when its process is gone. */
const holderOf = (file) => {
  try {
    const text = readFileSync(file, 'utf8');
    if (!isStale(file, text)) return text || '?';
    rmSync(file, { force: true });
    return null;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
};

const take = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};

/**
 * Runs `work` and gives back what it does, when no other process is at the same: `file` holds the id of the
 * one that is. Blocks until then, and says so; throws where that takes longer than `patienceMs`.
 */
export const takeTurn = (file, work, patienceMs = PATIENCE_MS) => {
  mkdirSync(dirname(file), { recursive: true });
  const until = Date.now() + patienceMs;
  let isTold = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === null) continue;
    if (Date.now() > until) {
      throw new Error(
        `Process ${holder} is still installing packages here. Stop it, or delete ${file} if it does something else, and try again.`,
      );
    }
    if (!isTold) {
      console.error(
        `Another command (process ${holder}) is installing packages here: waiting for it.`,
      );
    }
    isTold = true;
    sleep(EVERY_MS);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
};
