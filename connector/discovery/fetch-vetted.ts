import { type IncomingMessage, request } from 'node:http';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { AddressGuard } from '../address-guard.ts';
import { limitBytes } from '../byte-budget.ts';
import { dial } from '../dial.ts';
import type { NameResolver } from '../resolve.ts';
import { secure } from '../secure.ts';
import { StageFailure } from '../stage-failure.ts';
import { readBody } from './read-body.ts';
import { vetWebHost } from './vet-host.ts';

export const HTTPS_PORT = 443;
const MAX_REDIRECTS = 3;
const MAX_HEADER_BYTES = 16_384;
/** The XML that is looked for has two or three thousand. */
const MAX_BODY_BYTES = 65_536;
/** All that a connection may bring: interim answers and chunk extensions count in no body. */
const MAX_CONNECTION_BYTES = 131_072;
const REDIRECTS = [301, 302, 303, 307, 308];

export type WebNetwork = {
  resolver: NameResolver;
  guard: AddressGuard;
  trust: SecureContext;
  /** Stands for 443 in tests. */
  httpsPort: number;
};

/**
 * GETs an https URL whose host, or the host it redirects to, may be a stranger's choice: each is
 * looked up once, refused if any of its addresses is not public, connected to by address, and has to
 * show a valid certificate before anything is sent. Gives the body of a 200, `null` for any other
 * status; throws for all else. Everything is bounded but the time, which `signal` bounds.
 */
export const fetchVetted = async (
  url: string,
  network: WebNetwork,
  signal: AbortSignal,
): Promise<string | null> => {
  let place = placeOf(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const done = new AbortController();
    try {
      const until = AbortSignal.any([signal, done.signal]);
      const response = await get(await connectTo(place.host, network, until), place, until);
      const { statusCode = 0 } = response;
      if (statusCode === 200) return await readBody(response, MAX_BODY_BYTES, until);
      if (!REDIRECTS.includes(statusCode)) return null;
      place = placeOf(response.headers.location ?? '', place);
    } finally {
      done.abort();
    }
  }
  throw new StageFailure('protocol-error');
};

type Place = { host: string; path: string };

/** Only https at its own port: a redirect can't choose to whom else we speak. */
const placeOf = (url: string, base?: Place): Place => {
  const from = base && `https://${base.host}${base.path}`;
  if (!URL.canParse(url, from)) throw new StageFailure('protocol-error');
  const { protocol, port, hostname, username, pathname, search } = new URL(url, from);
  if (protocol !== 'https:' || port !== '' || username !== '') {
    throw new StageFailure('address-not-allowed');
  }
  return { host: hostname, path: pathname + search };
};

const connectTo = async (
  host: string,
  { httpsPort, trust, ...network }: WebNetwork,
  signal: AbortSignal,
): Promise<TLSSocket> => {
  const addresses = await vetWebHost(host, { ...network, signal });
  const { socket } = await dial(addresses, httpsPort, { guard: network.guard, signal });
  const { secured } = await secure(socket, { host, trust, exception: null, signal });
  return secured;
};

const get = (
  secured: TLSSocket,
  { host, path }: Place,
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    const asking = request({
      createConnection: () => secured,
      path,
      headers: { host, accept: 'text/xml, application/xml', 'accept-encoding': 'identity' },
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    asking.once('response', resolve);
    // Stays for the request's life: an error with nobody listening would end the process.
    asking.on('error', reject);
    asking.once('close', () => reject(new StageFailure('connection-closed')));
    asking.end();
    limitBytes(secured, MAX_CONNECTION_BYTES, () =>
      secured.destroy(new StageFailure('response-too-large')),
    );
    secured.resume();
  });
