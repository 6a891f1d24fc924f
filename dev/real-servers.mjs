// Real mail servers by hand: `node dev/real-servers.mjs --help`. Plain JavaScript, as the `node` in
// the path may be too old to run TypeScript.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const oldestNode = 24;
const main = fileURLToPath(new URL('./real-servers/main.ts', import.meta.url));
const projectNode = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= oldestNode) {
  await import(main);
} else if (!existsSync(projectNode)) {
  console.error(`Node ${oldestNode} is missing: run npm ci first.`);
  process.exitCode = 1;
} else {
  // The IPC channel tells the child when this process is gone, even by SIGKILL.
  const child = spawn(projectNode, [main, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
