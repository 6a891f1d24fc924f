import type { Failure, Fix, ProtocolResult } from '../contract/connection-test.ts';
import type { FailureCode } from '../contract/failure.ts';
import { canonicalHost } from '../contract/host.ts';
import type { Protocol } from '../contract/mail-server.ts';
import { linkedController } from './linked-controller.ts';
import { type Probing, probePlace } from './probe.ts';
import type { Network, Place } from './reach-server.ts';

const MAX_CANDIDATES = 6;

/** RFC 8314 §3: TLS from the first byte is to be preferred. */
const USUAL: Record<Protocol, readonly Omit<Fix, 'host'>[]> = {
  imap: [
    { port: 993, security: 'tls' },
    { port: 143, security: 'starttls' },
  ],
  smtp: [
    { port: 465, security: 'tls' },
    { port: 587, security: 'starttls' },
  ],
};

/** Failures after which another port or another kind of protection of the same host may do. */
const WRONG_PLACE: ReadonlySet<FailureCode> = new Set([
  'port-not-allowed',
  'connection-refused',
  'connect-timeout',
  'tls-to-plain-port',
  'plain-to-tls-port',
  'tls-timeout',
  'tls-failed',
  'starttls-not-offered',
  'starttls-refused',
  'starttls-injection',
  'not-a-mail-server',
  'imap-server-found',
  'smtp-server-found',
  'pop3-server-found',
  'web-server-found',
  'greeting-timeout',
  'login-disabled',
  'authentication-not-offered',
]);

/** Failures after which another name may do. */
const WRONG_NAME: ReadonlySet<FailureCode> = new Set(['host-not-found', 'host-has-no-address']);

const PREFIX = /^(?:imaps?|smtps?|mail|mx|pop3?|email|webmail|www)\./;

const otherPlaces = (protocol: Protocol, { host, port, security }: Place): Fix[] => {
  const samePort = (['tls', 'starttls'] as const).map((each) => ({ port, security: each }));
  return [...samePort, ...USUAL[protocol]]
    .filter((each) => each.port !== port || each.security !== security)
    .map((each) => ({ host, ...each }));
};

/** Registries that sell names one level further down: co.uk is nobody's domain. */
const SHARED_SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|gv|ne|net|nom|or|org)\.[a-z]{2}$/;

/** The host without the prefix of a mail server, where a domain of somebody's own is left. */
const withoutPrefix = (host: string): string => {
  const rest = host.replace(PREFIX, '');
  return rest.includes('.') && !SHARED_SECOND_LEVEL.test(rest) ? rest : host;
};

const otherNames = (protocol: Protocol, { host }: Place): Fix[] => {
  const domain = withoutPrefix(host);
  const names = [`${protocol}.${domain}`, `mail.${domain}`].filter((name) => name !== host);
  return names.flatMap((name) => USUAL[protocol].map((each) => ({ host: name, ...each })));
};

// A wildcard names no host (RFC 6125 §6.4.3): the usual prefixes are tried in its place.
const certifiedNames = (protocol: Protocol, names: readonly string[]): string[] =>
  names.flatMap((name) =>
    name.startsWith('*.') ? [`${protocol}${name.slice(1)}`, `mail${name.slice(1)}`] : [name],
  );

const namesInCertificate = ({ stages }: ProtocolResult): readonly string[] =>
  stages.find(({ stage }) => stage === 'tls')?.facts?.tls?.chain[0]?.names ?? [];

const candidates = (
  protocol: Protocol,
  place: Place,
  failure: Failure,
  result: ProtocolResult,
): Fix[] => {
  if (failure.code === 'certificate-wrong-name') {
    const { port, security } = place;
    const hosts = certifiedNames(protocol, namesInCertificate(result)).flatMap(
      (name) => canonicalHost(name) ?? [],
    );
    // The admin's own domain first: on a shared certificate the others are other people's.
    const isOwn = (host: string) => isWithin(host, withoutPrefix(place.host));
    const ordered = [...hosts.filter(isOwn), ...hosts.filter((host) => !isOwn(host))];
    return ordered.map((host) => ({ host, port, security }));
  }
  if (WRONG_NAME.has(failure.code)) return otherNames(protocol, place);
  return WRONG_PLACE.has(failure.code) ? otherPlaces(protocol, place) : [];
};

const isWithin = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`);

const isSame = (one: Fix, other: Omit<Place, 'trustedCertificate'>): boolean =>
  one.host === other.host && one.port === other.port && one.security === other.security;

/** What is worth a look after a failure: where the same server may answer as it should, best first. */
export const fixCandidates = (protocol: Protocol, place: Place, result: ProtocolResult): Fix[] => {
  const { failure } = result;
  if (failure === null) return [];
  const all = candidates(protocol, place, failure, result);
  return all
    .filter((each) => !isSame(each, place))
    .filter((each, index, list) => list.findIndex((other) => isSame(each, other)) === index)
    .slice(0, MAX_CANDIDATES);
};

/**
 * Connects to the candidates, all at once and without a login, and gives the best of those that answer
 * as they should. Nothing is sent to any of them that the failed test would not have sent before its
 * login. `undefined` where none does.
 */
export const findFix = async (
  protocol: Protocol,
  places: readonly Fix[],
  network: Network,
  { signal, limitMs }: Probing,
): Promise<Fix | undefined> => {
  const found = linkedController(signal);
  const probing = places.map((place) =>
    probePlace(protocol, place, network, { signal: found.signal, limitMs }),
  );
  try {
    for (const [index, place] of places.entries()) if (await probing[index]) return place;
    return undefined;
  } finally {
    found.unlink();
    found.abort();
  }
};
