import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const keeperFile = fileURLToPath(new URL('./keeper.ts', import.meta.url));

/** Servers and a folder that cannot outlive this process. */
export type Hold = {
  launch(command: string[]): void;
  /** What went wrong with a launched server so far. */
  complaints: string[];
  release(): Promise<void>;
};

/** From here on the folder, and all that is launched, goes away with this process however it ends. */
export async function holdFolder(folder: string, logFile: string): Promise<Hold> {
  const keeper = spawn(process.execPath, [keeperFile, folder, logFile], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
  });
  const gone = once(keeper, 'exit');
  keeper.stdin.on('error', () => {});
  const complaints: string[] = [];
  const lines = createInterface({ input: keeper.stdout });
  const begun = await Promise.race([
    once(lines, 'line').then(() => true),
    gone.then(
      () => false,
      () => false,
    ),
  ]);
  if (!begun) {
    await rm(folder, { recursive: true, force: true });
    throw new Error('The process that keeps the mail servers ended before it began');
  }
  lines.on('line', (line) => complaints.push(line));
  return {
    launch: (command) => keeper.stdin.write(`${JSON.stringify(command)}\n`),
    complaints,
    release: async () => {
      keeper.stdin.end();
      await gone;
    },
  };
}
