import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
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
/** Dovecot 3, Postfix 5, Cyrus 4, Exim 5, and 4 for access tokens. */
const ALL_PORTS = 21;
const command = fileURLToPath(new URL('../real-servers.mjs', import.meta.url));

describe.skipIf(skipped)('the real servers’ end', () => {
  beforeAll(() => {
    if (missing !== null) throw new Error(missing);
  });

  it('runs two at once, and stops one without the other', async () => {
    const [one, other] = await Promise.all([startRealServers(), startRealServers()]);
    try {
      const groups = groupsOf(one);
      expect(groups.every((group) => livingMembers(group).length > 0)).toBe(true);
      await one.stop();
      await one.stop();
      await expectGone(one, groups);
      expect(await openPorts(other)).toHaveLength(ALL_PORTS);
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
      expect(await openPorts(servers)).toHaveLength(ALL_PORTS);
      parent.kill(signal);
      await gone;
      await expect.poll(() => existsSync(servers.folder)).toBe(false);
      await expectGone(servers, groups);
    });
  }

  it('leaves nothing behind when a start fails midway', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'letterbox-fails-'));
    const occupier = createServer().listen(0, '127.0.0.1');
    await once(occupier, 'listening');
    const { port } = occupier.address() as { port: number };
    // The others are up by the time Postfix and Exim find the port taken.
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
  const dovecots = ['dovecot', 'login', 'tokens'].map((name) => `${name}/run/master.pid`);
  const files = [...dovecots, 'postfix/queue/pid/master.pid', 'cyrus/master.pid', 'exim/exim.pid'];
  return files.map((file) => Number(readFileSync(`${folder}/${file}`, 'utf8')));
}

function processesNaming(folder: string): string[] {
  const processIds = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processIds.map(commandLine).filter((line) => line.includes(folder));
}

function commandLine(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended since the folder was read.
    return '';
  }
}

type Place = { host: string; port: number };

async function openPorts({ dovecot, postfix, cyrus, exim, oauth }: RealServers): Promise<Place[]> {
  const places = [dovecot, postfix, cyrus, exim, oauth].flatMap(({ host, ...rest }) =>
    Object.values(rest).flatMap((port) => (typeof port === 'number' ? [{ host, port }] : [])),
  );
  const open = await Promise.all(places.map(isOpen));
  return places.filter((_, index) => open[index]);
}

function isOpen(place: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
