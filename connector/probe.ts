import type { Socket } from 'node:net';
import type { Protocol } from '../contract/mail-server.ts';
import { DEADLINES } from './deadlines.ts';
import { linkedController } from './linked-controller.ts';
import { probeImap } from './probe-imap.ts';
import { probeSmtp } from './probe-smtp.ts';
import { ProtocolRun } from './protocol-run.ts';
import { type Network, type Place, reachServer } from './reach-server.ts';
import { secure } from './secure.ts';

export type Probing = { signal: AbortSignal; limitMs: number };

const probes = { imap: probeImap, smtp: probeSmtp };

/**
 * Whether the protocol is spoken at the place, protected as it says, with a certificate that holds, and
 * with a login by password on offer. It is found out without one: no credentials are sent. Takes at
 * most `limitMs`, refuses what the guard refuses, and never rejects.
 */
export const probePlace = async (
  protocol: Protocol,
  place: Place,
  network: Network,
  { signal, limitMs }: Probing,
): Promise<boolean> => {
  const done = linkedController(signal);
  const timer = setTimeout(() => done.abort(), limitMs);
  const run = new ProtocolRun({
    protocol,
    server: place,
    stages: [],
    // Silence is an answer here: nobody looks a second time.
    deadlines: { ...DEADLINES, resolveMs: limitMs, stageMs: limitMs, silenceMs: 2 * limitMs },
    signal: done.signal,
    emit: () => {},
    log: () => {},
  });
  const { ok } = await run.result(async () => {
    const { socket } = await reachServer(run, protocol, place, network);
    const upgrade = async (plain: Socket) => {
      const { host, trustedCertificate: exception } = place;
      const securing = { host, trust: network.trust, exception, signal: run.signal };
      return (await secure(plain, securing)).secured;
    };
    await run.stage('authenticate', 'login-timeout', () =>
      probes[protocol](socket, place.security, upgrade),
    );
  });
  clearTimeout(timer);
  done.unlink();
  done.abort();
  return ok;
};
