import type { DiscoveryDeps } from './discovery-deps.ts';
import { fetchVetted, HTTPS_PORT } from './fetch-vetted.ts';
import { parseAutoconfig } from './parse-autoconfig.ts';
import type { Source, SourceAnswer } from './source.ts';
import { vetServers } from './vet-servers.ts';

/** Fetches a document in Mozilla's format and takes what can be used of it for the domain. */
export const askAutoconfig = async (
  url: string,
  domain: string,
  deps: DiscoveryDeps,
  signal: AbortSignal,
): Promise<SourceAnswer | null> => {
  const xml = await fetchVetted(url, { httpsPort: HTTPS_PORT, ...deps }, signal);
  const found = xml === null ? null : parseAutoconfig(xml, domain);
  if (!found) return null;
  const servers = await vetServers(found, deps, signal);
  if (!servers && !found.oauth) return null;
  return { servers, ...(found.oauth && { oauth: found.oauth }) };
};

/**
 * The domain's own word, at both places where it may be: on a host of its own, and at its well-known
 * path. Neither is told an address, though the format has a parameter for it.
 */
export const autoconfigSources = (domain: string, deps: DiscoveryDeps): Source[] =>
  [
    { who: `autoconfig.${domain}`, path: '/mail/config-v1.1.xml' },
    { who: domain, path: '/.well-known/autoconfig/mail/config-v1.1.xml' },
  ].map(({ who, path }) => ({
    source: 'autoconfig',
    who,
    ask: (signal) => askAutoconfig(`https://${who}${path}`, domain, deps, signal),
  }));
