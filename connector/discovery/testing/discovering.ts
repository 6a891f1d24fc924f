import { setTimeout as delay } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import type { DiscoveredSettings } from '../../../contract/mail-settings.ts';
import { issueCertificate, type KeyPair, makeAuthority } from '../../../dev/certificates.ts';
import { createAddressGuard } from '../../address-guard.ts';
import { createLog } from '../../log.ts';
import { type DiscoveryDeps, discover } from '../discover.ts';
import type { DiscoveryResolver } from '../discovery-deps.ts';
import { scriptedNames, type Zone } from './scripted-names.ts';
import { type Handler, type WebHost, webHost } from './web-host.ts';

export const LOOPBACK = ['127.0.0.1'];

const authority = await makeAuthority();
/** PEM of the authority that these tests trust. */
export const AUTHORITY = authority.cert;

/** A certificate that these tests trust. */
export const certificateFor = (...names: string[]): Promise<KeyPair> =>
  issueCertificate(authority, { names });

/** Good for every web host that the tests below have. */
export const everyName = await certificateFor(
  'example.com',
  '*.example.com',
  '*.example.net',
  'autoconfig.thunderbird.net',
);

export type Wishes = Partial<DiscoveryDeps> & {
  domain?: string;
  zone?: Zone;
  web?: Record<string, Handler>;
  certificate?: KeyPair;
  ports?: readonly number[];
  signal?: AbortSignal;
};

export type Discovered = {
  settings: DiscoveredSettings;
  web: WebHost;
  /** Connections that the web hosts still had some seconds after the answer. */
  openAtEnd: number;
  questions: string[];
  lines: string[];
  ms: number;
};

const LOOK_MS = 20;
const CLOSING_MS = 15_000;
/** What is about no deadline must not end by the usual one, which is too short for a busy machine. */
const PATIENCE_MS = 25_000;

const asked = (resolver: DiscoveryResolver): string[] =>
  'questions' in resolver ? (resolver.questions as string[]) : [];

/** Discovers on scripted name servers and local web hosts; loopback counts as public, the rest doesn't. */
export const discoverOn = async ({
  domain = 'example.com',
  zone,
  web: handlers = {},
  certificate = everyName,
  ports = [],
  signal = new AbortController().signal,
  ...rest
}: Wishes): Promise<Discovered> => {
  const web = await webHost(certificate, handlers);
  const resolver = rest.resolver ?? scriptedNames(zone);
  const lines: string[] = [];
  const startedAt = performance.now();
  const settings = await discover(
    { tenant: 't', domain },
    {
      guard: createAddressGuard({
        allowedNetworks: ['127.0.0.0/8'],
        allowedPorts: ports.map((port) => ({ from: port, to: port })),
      }),
      trust: createSecureContext({ ca: [authority.cert] }),
      log: createLog((line) => void lines.push(line)),
      httpsPort: web.port,
      deadlineMs: PATIENCE_MS,
      probeMs: PATIENCE_MS,
      ...rest,
      resolver,
    },
    signal,
  );
  const ms = performance.now() - startedAt;
  // The other side hears of a closed socket a moment later.
  for (let tries = 0; web.open() > 0 && tries < CLOSING_MS / LOOK_MS; tries += 1) {
    await delay(LOOK_MS);
  }
  const openAtEnd = web.open();
  await web.stop();
  return { settings, web, openAtEnd, questions: asked(resolver), lines, ms };
};

/** "source who: outcome" of everybody who was asked. */
export const outcomes = ({ settings }: Discovered): string[] =>
  settings.asked.map(({ source, who, outcome }) => `${source} ${who}: ${outcome}`);
