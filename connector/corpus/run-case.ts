import { X509Certificate } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ProtocolResult } from '../../contract/connection-test.ts';
import type { ServerToTest } from '../../contract/connector.ts';
import { DEADLINES, type Deadlines } from '../deadlines.ts';
import { verdict } from '../testing/both-protocols.ts';
import { NOBODYS_PORT } from '../testing/nobodys-port.ts';
import { PASSWORD, testServers, USERNAME } from '../testing/rig.ts';
import { scriptedServer } from '../testing/scripted-server.ts';
import type { Case, Running, World } from './case.ts';
import { loginHeard } from './login-heard.ts';

/** What a timer may be late by, beside what the process itself was held up. */
const TOLERANCE_MS = 750;
const NS_PER_MS = 1_000_000;
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
  const holdUps = monitorEventLoopDelay();
  holdUps.enable();
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
        ...timeFaults(outcome, result.ms, DEADLINES, holdUps.max / NS_PER_MS),
        ...(heard === undefined ? [] : loginFaults(outcome, server, heard)),
        ...(shown.includes(secretOf(server)) ? ['the password was shown or logged'] : []),
      ],
    };
  } finally {
    holdUps.disable();
    await running.stop();
  }
};

const start = async (one: Case, world: World): Promise<Running> => {
  if (one.start) return one.start(world);
  if (!one.server) return { port: NOBODYS_PORT, stop: async () => {} };
  const steps = typeof one.server === 'function' ? one.server(world) : one.server;
  const tls = one.tls && world.certificates.servers[one.tls];
  const { port, heardByConnection, stop } = await scriptedServer(steps, tls ? { tls } : {});
  // A second look has no place within the login, where a busy machine lets it come at the same time.
  return { port, heard: () => heardByConnection().join('\r\n'), stop };
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

/** Which deadlines were not kept, by a stage or by the `ms` of the whole; the process was held up for `heldUpMs`. */
export const timeFaults = (
  { stages }: ProtocolResult,
  ms: number,
  { resolveMs, stageMs, testMs }: Deadlines,
  heldUpMs = 0,
): string[] => {
  const tolerance = TOLERANCE_MS + heldUpMs;
  const late = stages.filter(
    (each) => each.ms > (each.stage === 'resolve' ? resolveMs : stageMs) + tolerance,
  );
  const faults = late.map((each) => `${each.stage} took ${each.ms} ms`);
  return ms > testMs + tolerance ? [...faults, 'the test ran too long'] : faults;
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
