import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { missingRealServers } from './missing.ts';
import { livingMembers } from './process-group.ts';
import { type RealServers, startRealServers } from './start.ts';

const missing = missingRealServers();
const skipped = missing !== null && process.env.CI !== 'true';
const command = fileURLToPath(new URL('../real-servers.mjs', import.meta.url));

describe.skipIf(skipped)('the real servers’ end', () => {
  beforeAll(() => {
    if (missing !== null) throw new Error(missing);
  });

  it('runs two at once, and stops one without the other', async () => {
    const [one, other] = await Promise.all([startRealServers(), startRealServers()]);
    try {
      const groups = groupsOf(one);
      expect(groups.every((group) => livingMembers(group).length > 1)).toBe(true);
      await one.stop();
      await one.stop();
      await expectGone(one, groups);
      expect(await openPorts(other)).toHaveLength(5);
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    it(`leaves nothing behind when the process that started them gets ${signal}`, async () => {
      const parent = spawn(process.execPath, [command, '--json'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const gone = once(parent, 'exit');
      const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
      const servers = JSON.parse(line) as RealServers;
      const groups = groupsOf(servers);
      expect(await openPorts(servers)).toHaveLength(5);
      parent.kill(signal);
      await gone;
      await expect.poll(() => existsSync(servers.folder), { timeout: 5_000 }).toBe(false);
      await expectGone(servers, groups);
    });
  }

  it('leaves nothing behind when a start fails midway', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'letterbox-fails-'));
    const occupier = createServer().listen(0, '127.0.0.1');
    await once(occupier, 'listening');
    const { port } = occupier.address() as { port: number };
    // Dovecot is up by the time Postfix finds the port taken.
    await expect(startRealServers({ folder, ports: { submissions: port } })).rejects.toThrow(
      `Port ${port} is already in use`,
    );
    occupier.close();
    expect(existsSync(folder)).toBe(false);
    expect(processesNaming(folder)).toEqual([]);
  });

  it('takes no folder that holds something, and leaves it alone', async () => {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const { mode } = statSync(folder);
    await expect(startRealServers({ folder })).rejects.toThrow(/must be empty/);
    expect(existsSync(join(folder, 'start.ts'))).toBe(true);
    expect(statSync(folder).mode).toBe(mode);
  });
});

async function expectGone(servers: RealServers, groups: number[]): Promise<void> {
  expect(groups.flatMap(livingMembers)).toEqual([]);
  expect(existsSync(servers.folder)).toBe(false);
  expect(await openPorts(servers)).toEqual([]);
}

function groupsOf({ folder }: RealServers): number[] {
  const files = [`${folder}/dovecot/run/master.pid`, `${folder}/postfix/queue/pid/master.pid`];
  return files.map((file) => Number(readFileSync(file, 'utf8')));
}

function processesNaming(folder: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(folder));
}

async function openPorts({ dovecot, postfix }: RealServers): Promise<number[]> {
  const { smtp, submissions, smtpPlain } = postfix;
  const ports = [dovecot.imap, dovecot.imaps, smtp, submissions, smtpPlain];
  const open = await Promise.all(ports.map(isOpen));
  return ports.filter((_, index) => open[index]);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
