import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { epochMs } from './clock.ts';

const LOOPBACK = '127.0.0.1';
/** Timers are late by up to this much; the rest is waited for turn by turn. */
const TIMER_SLACK_MS = 2;

/** Bytes that left one side, and when they were to reach the other. */
export type Passing = { from: 'client' | 'server'; sentAt: number; arrivesAt: number };

export type FarServer = {
  port: number;
  /** What has passed so far, a list a connection. */
  passings: Passing[][];
  stop(): Promise<void>;
};

/**
 * A server at a distance: every byte takes `oneWayMs` in each direction. To connect to loopback takes
 * no time, so the round trip of the TCP handshake is put behind it: the server sees the connection
 * three ways late, and what the client says before it has heard anything travels as if it had been
 * said a round trip later. Every end falls where it would at that distance.
 */
export const farAway = async (
  server: { host: string; port: number },
  oneWayMs: number,
): Promise<FarServer> => {
  const open = new Set<Socket>();
  const passings: Passing[][] = [];
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
  };
  // Without Nagle's delay on both sides: it and delayed acknowledgements would be ours, not the network's.
  const listener = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const passed: Passing[] = [];
    passings.push(passed);
    keep(near);
    const heard = () => passed.some(({ from }) => from === 'server');
    const far = Promise.withResolvers<Socket>();
    at(epochMs() + 3 * oneWayMs, () => {
      if (near.destroyed) return;
      const socket = connect({ ...server, noDelay: true, allowHalfOpen: true });
      keep(socket);
      socket.on('error', () => near.destroy());
      near.on('close', () => socket.destroy());
      carry(socket, Promise.resolve(near), () => oneWayMs, note(passed, 'server'));
      far.resolve(socket);
    });
    carry(near, far.promise, () => (heard() ? 1 : 3) * oneWayMs, note(passed, 'client'));
  });
  listener.listen(0, LOOPBACK);
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    passings,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
};

type Note = (sentAt: number, arrivesAt: number) => void;

const note =
  (passed: Passing[], from: Passing['from']): Note =>
  (sentAt, arrivesAt) =>
    void passed.push({ from, sentAt, arrivesAt });

/** Sends on what comes, in order, each piece as late as `delayMs` says when it comes. */
const carry = (from: Socket, to: Promise<Socket>, delayMs: () => number, note: Note): void => {
  let last: Promise<void> = Promise.resolve();
  const later = (act: (socket: Socket) => void) => {
    const sentAt = epochMs();
    const arrivesAt = sentAt + delayMs();
    const due = new Promise<void>((resolve) => at(arrivesAt, resolve));
    last = Promise.all([to, last, due]).then(([socket]) => {
      if (!socket.destroyed) act(socket);
    });
    return { sentAt, arrivesAt };
  };
  from.on('data', (bytes) => {
    const { sentAt, arrivesAt } = later((socket) => socket.write(bytes));
    note(sentAt, arrivesAt);
  });
  from.on('end', () => later((socket) => socket.end()));
};

const at = (due: number, act: () => void): void => {
  const left = due - epochMs();
  if (left <= 0) act();
  else if (left > TIMER_SLACK_MS) setTimeout(() => at(due, act), left - TIMER_SLACK_MS);
  else setImmediate(() => at(due, act));
};
