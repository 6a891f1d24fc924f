import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Protocol } from '../contract/mail-server.ts';
import { ask, eventsOf, HMAC_KEY } from './testing/caller.ts';
import { on } from './testing/rig.ts';
import {
  flood,
  type ScriptedServer,
  type Step,
  say,
  scriptedServer,
} from './testing/scripted-server.ts';
import { imapScript, smtpScript } from './testing/scripts.ts';

const AT_ONCE = 20;
const FLOOD_BYTES = 20_000_000;
/** Of the 400 MB that come; what the collector has not got to yet is not bounded more closely. */
const MOST_GROWTH_MB = 100;
const KB_PER_MB = 1024;

const HEAP = ['--max-old-space-size=192', '--max-semi-space-size=2'];

const imapBomb = (...steps: Step[]) => imapScript([[/ LOGIN /i, steps]]);
const smtpBomb = (...steps: Step[]) => smtpScript([[/^AUTH /i, steps]]);

const BOMBS: [string, Protocol, Step[]][] = [
  ['a line without an end', 'imap', imapBomb(say('* OK '), flood('a', FLOOD_BYTES))],
  [
    'a literal of 20 MB',
    'imap',
    imapBomb(say('* ID ("x" {20000000}\r\n'), flood('a', FLOOD_BYTES)),
  ],
  ['untagged lines without an end', 'imap', imapBomb(flood('* OK [ALERT] hm\r\n', FLOOD_BYTES))],
  ['a greeting without an end', 'imap', [say('* OK '), flood('a', FLOOD_BYTES)]],
  ['a reply without an end', 'smtp', smtpBomb(flood('535-no\r\n', FLOOD_BYTES))],
  ['a reply of one line without an end', 'smtp', smtpBomb(say('535 '), flood('a', FLOOD_BYTES))],
];

let child: ReturnType<typeof spawn>;
let url: string;
const servers: ScriptedServer[] = [];

const megabytes = (field: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / KB_PER_MB;
};

beforeAll(async () => {
  for (const [, , steps] of BOMBS) servers.push(await scriptedServer(steps));
  const program = new URL('server.ts', import.meta.url).pathname;
  child = spawn(process.execPath, [...HEAP, program], {
    env: {
      ...{ HOST: '127.0.0.1', PORT: '0', CONNECTOR_HMAC_KEY: HMAC_KEY },
      ...{ CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8', CONNECTOR_ALLOWED_PORTS: '1024-65535' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('No output.');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  url = `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
});
afterAll(async () => {
  child.kill('SIGKILL');
  for (const server of servers) await server.stop();
});

const codeOf = async (at: number, tenant: string): Promise<string | undefined> => {
  const [, protocol] = BOMBS[at] ?? [];
  const settings = on(servers[at]?.port ?? 0, { host: '127.0.0.1' });
  const smtp = { ...settings, sender: null };
  const request = protocol === 'imap' ? { imap: settings } : { smtp };
  const events = [];
  for await (const event of eventsOf(await ask(url, { tenant, ...request }))) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'result') return undefined;
  return (last.result.imap ?? last.result.smtp)?.failure?.code;
};

test.skipIf(process.platform !== 'linux')(
  `${AT_ONCE} servers at once that send 20 MB each cost the process less than ${MOST_GROWTH_MB} MB`,
  async () => {
    // What libraries take once is no growth.
    for (const at of BOMBS.keys()) await codeOf(at, 'warm');
    const before = megabytes('VmRSS');
    for (const at of BOMBS.keys()) {
      const all = Array.from({ length: AT_ONCE }, (_, tenant) => codeOf(at, `t${tenant}`));
      expect(new Set(await Promise.all(all))).toEqual(new Set(['response-too-large']));
    }
    expect(megabytes('VmHWM') - before).toBeLessThan(MOST_GROWTH_MB);
  },
);
