// Runs as its own process: keeps servers running, and their folder, for as long as its input stays
// open. However the parent ends, even by SIGKILL, the kernel closes that input.
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { livingMembers } from './process-group.ts';

const stopTimeoutMs = 15_000;
const pollMs = 10;

const [folder, logFile] = process.argv.slice(2);
if (!folder || !logFile) throw new Error('keeper.ts needs a folder and a log file');
const log = openSync(logFile, 'a');

const servers: ChildProcess[] = [];
let stopping = false;

function launch([file, ...args]: string[]): void {
  if (file === undefined) return;
  // Its own process group, so that its offspring can be ended with it.
  const server = spawn(file, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' });
  servers.push(server);
  server.on('error', (error) => tell(`${file}: ${error.message}`));
  server.on('exit', (code, signal) => {
    if (!stopping) tell(`${file} ended early (${signal ?? `code ${code}`})`);
  });
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function finish(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all(servers.map(end));
  // An openssl of the parent's may outlive it by a moment and still write.
  await rm(folder as string, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.exit(0);
}

// By force and at once: everything they could still save lies in the folder that goes too, and
// Dovecot takes a second to end by itself.
async function end({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return;
  const deadlineMs = Date.now() + stopTimeoutMs;
  while (livingMembers(pid).length > 0 && Date.now() < deadlineMs) {
    killGroup(pid);
    await sleep(pollMs);
  }
}

function killGroup(groupId: number): void {
  try {
    process.kill(-groupId, 'SIGKILL');
  } catch {
    // Its last process ended just now.
  }
}

// The parent may be gone, and nobody left to be told.
process.stdout.on('error', () => {});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, finish);
createInterface({ input: process.stdin })
  .on('line', (line) => launch(JSON.parse(line) as string[]))
  .on('close', finish);
tell('ready');
