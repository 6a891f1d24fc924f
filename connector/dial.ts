import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FailureCode } from '../contract/failure.ts';
import type { AddressGuard } from './address-guard.ts';
import { classifySocket } from './classify-socket.ts';
import { linkedController } from './linked-controller.ts';
import { StageFailure } from './stage-failure.ts';

/** RFC 8305 §5: how long one address is given before the next is tried beside it. */
const ATTEMPT_DELAY_MS = 250;
/** A name may have any number of addresses; it doesn't get any number of connections. */
const MAX_ATTEMPTS = 6;

/** Where every attempt fails, the most telling answer counts: "refused" comes from the host itself. */
const TELLING: readonly FailureCode[] = [
  'connection-refused',
  'connection-closed',
  'connect-timeout',
  'network-unreachable',
];

/** Of the race between addresses; made once, as each error of its own would keep a stack. */
const LOST = new Error('Another address was faster.');

export type Dialled = { socket: Socket; address: string };
type Dialling = { guard: AddressGuard; signal: AbortSignal };

/**
 * Connects to the first of the vetted addresses that answers. The socket comes paused, without
 * Nagle's delay, and is destroyed when `signal` aborts. Throws the most telling failure.
 */
export const dial = async (
  addresses: readonly string[],
  port: number,
  { guard, signal }: Dialling,
): Promise<Dialled> => {
  const lost = linkedController(signal);
  const from = async ([address = '', ...rest]: readonly string[]): Promise<Dialled> => {
    const attempt = dialOne(address, port, { guard, signal: lost.signal });
    if (rest.length === 0) return attempt;
    const first = await Promise.race([
      attempt.then(
        () => 'connected',
        () => 'failed',
      ),
      delay(ATTEMPT_DELAY_MS, 'slow', { ref: false }),
    ]);
    return first === 'connected' ? attempt : Promise.any([attempt, from(rest)]);
  };
  try {
    const won = await from(addresses.slice(0, MAX_ATTEMPTS));
    signal.addEventListener('abort', () => won.socket.destroy(), { once: true });
    return won;
  } catch (error) {
    throw new StageFailure(mostTelling(error));
  } finally {
    lost.unlink();
    lost.abort(LOST);
  }
};

const dialOne = (address: string, port: number, { guard, signal }: Dialling): Promise<Dialled> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ host: address, port, noDelay: true });
    const cancel = () => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', cancel, { once: true });
    // Stays for the socket's life: an error with nobody listening would end the process.
    socket.on('error', reject);
    socket.once('connect', () => {
      signal.removeEventListener('abort', cancel);
      const reached = socket.remoteAddress;
      // What was vetted is what must have been reached; nothing is sent before that is certain.
      if (reached !== undefined && guard.allowsAddress(reached)) {
        socket.pause();
        return resolve({ socket, address });
      }
      socket.destroy();
      // A socket that was reset at once has no address any more.
      reject(new StageFailure(reached === undefined ? 'connection-closed' : 'address-not-allowed'));
    });
  });

const mostTelling = (error: unknown): FailureCode => {
  const codes = flatten(error).map((each) =>
    each instanceof StageFailure ? each.code : classifySocket((each as { code?: string }).code),
  );
  return TELLING.find((code) => codes.includes(code)) ?? codes[0] ?? 'protocol-error';
};

const flatten = (error: unknown): unknown[] =>
  error instanceof AggregateError ? error.errors.flatMap(flatten) : [error];
