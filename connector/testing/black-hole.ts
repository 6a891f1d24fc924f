import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const LISTEN = `const [host, port] = process.argv.slice(1);
const server = require('node:net').createServer();
server.listen({ host, port: Number(port), backlog: 1 }, () => console.log(server.address().port));`;
/** More than the queue holds. */
const FILLERS = 4;
const FILLING_MS = 100;

/** A listener that accepts nothing, with its queue full: the kernel drops what else would connect. */
export const blackHole = async (host = '127.0.0.1', port = 0) => {
  const child = spawn(process.execPath, ['-e', LISTEN, host, String(port)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const listening = Number(String(line));
  child.kill('SIGSTOP');
  const fillers = Array.from({ length: FILLERS }, () =>
    connect(listening, host).on('error', () => {}),
  );
  await delay(FILLING_MS);
  return {
    port: listening,
    stop: async () => {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
};
