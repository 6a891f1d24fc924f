import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ProtocolResult } from '../../contract/connection-test.ts';
import type { ServerToTest } from '../../contract/connector.ts';
import { DEADLINES, type Deadlines } from '../deadlines.ts';
import { verdict } from '../testing/both-protocols.ts';
import { PASSWORD, testServers, USERNAME } from '../testing/rig.ts';
import { scriptedServer } from '../testing/scripted-server.ts';
import type { Case, Running, World } from './case.ts';
import { loginHeard } from './login-heard.ts';

/** What a timer may be late by on a busy machine. */
const TOLERANCE_MS = 750;
const SENDER = 'support@example.com';

export type Ran = {
  /** "stage: code", or "ok". */
  got: string;
  ms: number;
  /** What must not have happened beside that, in words. */
  faults: string[];
};

/** Runs one case on a socket, and looks whether deadlines were kept and nothing was sent too early. */
export const runCase = async (one: Case, world: World): Promise<Ran> => {
  const running = await start(one, world);
  const server = settingsOf(one, running.port, world);
  const { resolver, protocol, sender = SENDER } = one;
  try {
    const { result, events, lines } = await testServers(
      protocol === 'imap' ? { imap: server } : { smtp: { ...server, sender } },
      {
        ...(resolver && { resolver }),
        ...(one.networks && { networks: one.networks }),
        ...(one.port !== undefined && { ports: [] }),
        authority: world.certificates.authority,
        deadlines: world.deadlines,
      },
    );
    const outcome = result[protocol];
    if (!outcome) throw new Error('The protocol was not tested.');
    const heard = running.heard?.();
    const shown = JSON.stringify([events, lines]);
    return {
      got: verdict(outcome.failure),
      ms: result.ms,
      faults: [
        ...timeFaults(outcome, result.ms, DEADLINES),
        ...(heard === undefined ? [] : loginFaults(outcome, server, heard)),
        ...(shown.includes(secretOf(server)) ? ['the password was shown or logged'] : []),
      ],
    };
  } finally {
    await running.stop();
  }
};

const start = async (one: Case, world: World): Promise<Running> => {
  if (one.start) return one.start(world);
  if (!one.server) return { port: await freePort(), stop: async () => {} };
  const steps = typeof one.server === 'function' ? one.server(world) : one.server;
  const tls = one.tls && world.certificates.servers[one.tls];
  const { port, heard, stop } = await scriptedServer(steps, tls ? { tls } : {});
  return { port, heard: () => heard.join(''), stop };
};

const settingsOf = (one: Case, port: number, { certificates }: World): ServerToTest => {
  const { settings = {}, security, trusted } = one;
  const certificate = trusted && new X509Certificate(certificates.servers[trusted].cert);
  return {
    host: 'mail.example.com',
    port: one.port ?? port,
    security,
    username: USERNAME,
    ...(settings.accessToken === undefined && { password: PASSWORD }),
    ...settings,
    ...(certificate && {
      trustedCertificate: {
        fingerprint: certificate.fingerprint256,
        expiresAt: certificate.validToDate.toISOString(),
      },
    }),
  };
};

/** Which deadlines were not kept, by a stage or by the `ms` of the whole. */
export const timeFaults = (
  { stages }: ProtocolResult,
  ms: number,
  { resolveMs, stageMs, testMs }: Deadlines,
): string[] => {
  const late = stages.filter(
    (each) => each.ms > (each.stage === 'resolve' ? resolveMs : stageMs) + TOLERANCE_MS,
  );
  const faults = late.map((each) => `${each.stage} took ${each.ms} ms`);
  return ms > testMs + TOLERANCE_MS ? [...faults, 'the test ran too long'] : faults;
};

const secretOf = ({ password, accessToken }: ServerToTest): string => password ?? accessToken ?? '';

/** Nothing is said of the account before the stage that signs in, and then exactly what was typed. */
const loginFaults = (outcome: ProtocolResult, server: ServerToTest, heard: string): string[] => {
  const { stage } = outcome.failure ?? {};
  const login = loginHeard(heard);
  if (stage !== undefined && !['authenticate', 'mailbox', 'sender'].includes(stage)) {
    return login || heard.includes(secretOf(server)) ? ['the password was sent'] : [];
  }
  if (stage === 'authenticate' && !login) return [];
  const isExact = login?.username === server.username && login.password === secretOf(server);
  return isExact ? [] : ['the server did not receive what was typed'];
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};
