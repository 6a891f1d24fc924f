import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Done, Order } from './bare.ts';
import type { Tested } from './pair.ts';

/** The bare libraries as a process of their own. */
export type Bare = {
  pid: number;
  /** Orders may be under way side by side. Rejects when the process ends over them. */
  run(order: Order): Promise<Tested[]>;
  stop(): Promise<void>;
};

export const startBare = (): Bare => {
  const child = fork(fileURLToPath(new URL('./bare.ts', import.meta.url)), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit');
  const died = ended.then(() => Promise.reject(new Error('The bare libraries’ process died.')));
  died.catch(() => {});
  const waiting = new Map<number, (outcomes: Tested[]) => void>();
  let orders = 0;
  child.on('message', ({ id, outcomes }: Done) => {
    waiting.get(id)?.(outcomes);
    waiting.delete(id);
  });
  return {
    pid: child.pid ?? 0,
    run: (order) => {
      const id = orders++;
      const done = new Promise<Tested[]>((resolve) => waiting.set(id, resolve));
      if (child.connected) child.send({ id, order });
      return Promise.race([done, died]);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
