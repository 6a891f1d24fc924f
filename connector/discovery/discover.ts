import type { ConnectorDiscoveryRequest } from '../../contract/connector.ts';
import { canonicalHost } from '../../contract/host.ts';
import type { DiscoveredSettings } from '../../contract/mail-settings.ts';
import { elapsedMs } from '../protocol-run.ts';
import { autoconfigSources } from './autoconfig.ts';
import { entryOfDomain, toAnswer } from './directory.ts';
import type { DiscoveryDeps } from './discovery-deps.ts';
import { hearSources } from './hear-sources.ts';
import { mozillaMxSource, mozillaSource } from './mozilla.ts';
import { lookUpExchangers, mxSource } from './mx.ts';
import { guessSource } from './probe-guesses.ts';
import type { Heard, Source } from './source.ts';
import { srvSource } from './srv.ts';
import { summarise } from './summarise.ts';

export type { DiscoveryDeps, DiscoveryResolver } from './discovery-deps.ts';

const DEADLINE_MS = 2_800;

/**
 * What can be learned of a domain's mail servers without signing in. A usual domain is answered from
 * the built-in directory, and nobody is asked; for any other all sources are asked at once, and the
 * most trusted one that knows wins. Nothing but the domain is sent to anybody. Never rejects; when
 * `signal` aborts, or at the deadline, everything open is destroyed and what was heard is the answer.
 */
export const discover = async (
  { tenant, domain }: ConnectorDiscoveryRequest,
  deps: DiscoveryDeps,
  signal: AbortSignal,
): Promise<DiscoveredSettings> => {
  const startedAt = performance.now();
  const heard = (await askDirectory(domain)) ?? (await askEverybody(domain, deps, signal));
  const settings = summarise(heard);
  deps.log('discovery', { tenant, reason: settings.reason, ms: elapsedMs(startedAt) });
  return settings;
};

const askDirectory = (domain: string): Promise<Heard[] | null> => {
  const entry = entryOfDomain(domain);
  if (!entry) return Promise.resolve(null);
  const asked = { source: 'directory', who: entry.provider, outcome: 'found', ms: 0 } as const;
  return Promise.resolve([{ asked, answer: toAnswer(entry) }]);
};

const askEverybody = async (
  domain: string,
  deps: DiscoveryDeps,
  signal: AbortSignal,
): Promise<Heard[]> => {
  if (!isPublicDomain(domain, deps)) return [];
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), deps.deadlineMs ?? DEADLINE_MS);
  const until = AbortSignal.any([signal, over.signal]);
  try {
    return await hearSources(sourcesFor(domain, deps, until), { signal: until, log: deps.log });
  } finally {
    clearTimeout(timer);
    over.abort();
  }
};

/** Names that can't be anybody's mail domain are not asked about. */
const isPublicDomain = (domain: string, { guard }: DiscoveryDeps): boolean =>
  canonicalHost(domain) === domain && /\.[^.]*[a-z][^.]*$/.test(domain) && guard.allowsName(domain);

/** The most trusted first, as in `settingsSources`. */
const sourcesFor = (domain: string, deps: DiscoveryDeps, signal: AbortSignal): Source[] => {
  const exchangers = lookUpExchangers(domain, deps.resolver, signal);
  // Each of those who need them notices the failure by itself.
  exchangers.catch(() => {});
  return [
    mxSource(domain, exchangers),
    ...autoconfigSources(domain, deps),
    srvSource(domain, deps),
    mozillaSource(domain, deps),
    mozillaMxSource(domain, exchangers, deps),
    guessSource(domain, exchangers, deps),
  ];
};
