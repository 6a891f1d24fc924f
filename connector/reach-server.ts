import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { SecureContext } from 'node:tls';
import type { FailureCode } from '../contract/failure.ts';
import type { Protocol, Security } from '../contract/mail-server.ts';
import { type AddressGuard, isLocalhost, localhostAddresses } from './address-guard.ts';
import { classifySpeaker } from './classify-speaker.ts';
import { isNotTls } from './classify-tls.ts';
import { type Dialled, dial } from './dial.ts';
import { readGreeting } from './greeting.ts';
import type { Speaker } from './judge-first-bytes.ts';
import { lookAgain } from './look-again.ts';
import type { Note, ProtocolRun } from './protocol-run.ts';
import { type NameResolver, resolveHost } from './resolve.ts';
import { type Exception, handshakeFailure, secure } from './secure.ts';
import { StageFailure } from './stage-failure.ts';

/** What a test needs of the world around it. */
export type Network = { resolver: NameResolver; guard: AddressGuard; trust: SecureContext };

/** Where a server is, how it is spoken to, and the certificate that is trusted there, if one is. */
export type Place = {
  host: string;
  port: number;
  security: Security;
  trustedCertificate?: Exception;
};

/** A server that has greeted: its socket, paused, and the bytes of the greeting. */
export type Reached = { socket: Socket; address: string; greeting: Buffer };

/** The stages up to the greeting. With STARTTLS the `tls` stage is left to the caller. */
export const reachServer = async (
  run: ProtocolRun,
  protocol: Protocol,
  server: Place,
  network: Network,
): Promise<Reached> => {
  const addresses = await run.stage('resolve', 'name-lookup-failed', (note) =>
    vettedAddresses(server.host, network, note),
  );
  const dialled = await run.stage('connect', 'connect-timeout', async (note) => {
    if (!network.guard.allowsPort(server.port)) throw new StageFailure('port-not-allowed');
    const reached = await dial(addresses, server.port, { ...network, signal: run.signal });
    note(`${reached.address} port ${server.port}`, { address: reached.address });
    return reached;
  });
  const where = { run, protocol, server, network, address: dialled.address };
  const socket =
    server.security === 'tls'
      ? await run.stage('tls', 'tls-timeout', (note) => secureFromStart(dialled, where, note))
      : dialled.socket;
  if (server.security === 'none') run.skip('tls');
  const greeting = await run.stage('greeting', 'greeting-timeout', () =>
    server.security === 'tls'
      ? readGreeting(socket, protocol)
      : Promise.race([readGreeting(socket, protocol), explainSilence(socket, where)]),
  );
  return { socket, address: dialled.address, greeting };
};

/** A name may have any number of addresses; a page has room for some. */
const MAX_SHOWN = 12;

const vettedAddresses = async (
  host: string,
  { guard, resolver }: Network,
  note: Note,
): Promise<string[]> => {
  if (!guard.allowsName(host)) throw new StageFailure('address-not-allowed');
  const addresses = isLocalhost(host)
    ? localhostAddresses(guard)
    : await resolveHost(host, resolver);
  // One private address among public ones is how a rebinding name looks: the whole name is refused.
  if (!addresses.every(guard.allowsAddress)) throw new StageFailure('address-not-allowed');
  const shown = addresses.slice(0, MAX_SHOWN);
  note(addresses.length === 1 ? '1 address' : `${addresses.length} addresses`, {
    addresses: shown,
  });
  return addresses;
};

type Where = {
  run: ProtocolRun;
  protocol: Protocol;
  server: Place;
  network: Network;
  address: string;
};

const secondLook = ({ run, server, network, address }: Where): Promise<Speaker> =>
  lookAgain(
    { address, port: server.port },
    { guard: network.guard, signal: run.signal, limitMs: run.deadlines.secondLookMs },
  );

const secureFromStart = async ({ socket }: Dialled, where: Where, note: Note): Promise<Socket> => {
  const { host, trustedCertificate: exception } = where.server;
  try {
    const { trust } = where.network;
    const securing = { host, trust, exception, signal: where.run.signal };
    const { secured, detail, facts } = await secure(socket, securing);
    note(detail, facts);
    return secured;
  } catch (error) {
    if (!isNotTls((error as { code?: unknown }).code)) throw handshakeFailure(error);
    throw new StageFailure(answeredInPlain(await secondLook(where), where.protocol));
  }
};

const answeredInPlain = (speaker: Speaker, protocol: Protocol): FailureCode => {
  if (speaker === 'tls') return 'tls-failed';
  return classifySpeaker(speaker, protocol) ?? 'tls-to-plain-port';
};

/** Never resolves: a server that greets late is a good server. Rejects when the silence has a reason. */
const explainSilence = async (socket: Socket, where: Where): Promise<never> => {
  await delay(where.run.deadlines.silenceMs, undefined, { ref: false });
  const speaker = socket.bytesRead === 0 ? await secondLook(where) : 'unknown';
  const found = classifySpeaker(speaker, where.protocol);
  if (found) throw new StageFailure(found);
  return new Promise(() => {});
};
