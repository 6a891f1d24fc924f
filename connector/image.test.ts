import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stand, startStand } from '../dev/mail-server/testing.ts';
import { ask, eventsOf, HMAC_KEY } from './testing/caller.ts';
import { on, PASSWORD, USERNAME } from './testing/rig.ts';

const dockerfile = readFileSync(new URL('Dockerfile', import.meta.url), 'utf8');
const repository = new URL('..', import.meta.url).pathname;

// The command of the image, with the repository in the place of /app.
const command = (): string[] => {
  const [, json = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  return (JSON.parse(json) as string[]).map((word) => word.replace('/app/', repository));
};

const start = (args: readonly string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, args, {
    cwd: repository,
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      CONNECTOR_HMAC_KEY: HMAC_KEY,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

describe('the image', () => {
  test('runs Node itself, not as root, in files that it does not own', () => {
    expect(command()[0]).toBe('node');
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).not.toMatch(/--chown|chmod|chown/);
  });

  test('has nothing baked in that opens anything', () => {
    expect(dockerfile).not.toMatch(/ENCRYPTION|HMAC|SECRET|\.pem|\.key/i);
  });

  test('caps the heap', () => {
    expect(command().join(' ')).toMatch(/--max-old-space-size=\d+/);
  });
});

describe('the image’s command', () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await startStand({ accounts: [{ address: USERNAME, password: PASSWORD }] });
  });
  afterAll(() => stand.server.stop());

  test('answers a test although it may write nothing and start nothing', async () => {
    const { imaps } = stand.server.ports;
    const child = start(command().slice(1), {
      CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
      CONNECTOR_ALLOWED_PORTS: String(imaps),
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { port } = JSON.parse(line) as { port: number };
    const imap = on(imaps, { host: 'localhost', security: 'tls' });
    const events = [];
    for await (const event of eventsOf(await ask(`http://127.0.0.1:${port}`, { imap }))) {
      events.push(event);
    }
    child.kill();
    await once(child, 'exit');
    // Nobody has told it of the embedded server's authority; as far as that it must have come.
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      result: { imap: { failure: { stage: 'tls', code: 'certificate-untrusted' } } },
    });
  });

  test.each([
    ['write', `require('fs').writeFileSync('/tmp/letterbox-must-not-be', '')`],
    ['read what is not the program', `require('fs').readFileSync('/etc/passwd')`],
    ['start a program', `require('child_process').execSync('true')`],
  ])('lets nothing %s', async (_, code) => {
    const flags = command()
      .slice(1)
      .filter((word) => word.startsWith('--'));
    const child = start([...flags, '-e', `try { ${code} } catch (e) { console.log(e.code) }`]);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    expect(line).toBe('ERR_ACCESS_DENIED');
  });
});
