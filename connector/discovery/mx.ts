import { canonicalHost } from '../../contract/host.ts';
import { entryOfExchanger, toAnswer } from './directory.ts';
import type { DiscoveryResolver } from './discovery-deps.ts';
import type { Source } from './source.ts';
import { untilAborted } from './until-aborted.ts';

const MAX_EXCHANGERS = 10;

/** The hosts of a domain's MX records, the preferred first; shared by all who need them. */
export type MailExchangers = Promise<string[]>;

/** Asks for the MX records once. Rejects as the name servers do. */
export const lookUpExchangers = async (
  domain: string,
  resolver: DiscoveryResolver,
  signal: AbortSignal,
): MailExchangers => {
  const records = await untilAborted(resolver.resolveMx(domain), signal);
  return records
    .toSorted((one, other) => one.priority - other.priority)
    .slice(0, MAX_EXCHANGERS)
    .flatMap(({ exchange }) => canonicalHost(exchange) ?? []);
};

/**
 * The provider that the domain's MX records name. A gateway in front may come first, so the first
 * known one counts, not the first. At a domain of the customer's own a local part alone names
 * nobody: the username is the address.
 */
export const mxSource = (domain: string, exchangers: MailExchangers): Source => ({
  source: 'mx',
  who: domain,
  ask: async () => {
    for (const host of await exchangers) {
      const entry = entryOfExchanger(host);
      if (entry) return withAddresses(toAnswer(entry));
    }
    return null;
  },
});

const withAddresses = (answer: ReturnType<typeof toAnswer>): ReturnType<typeof toAnswer> => {
  if (!answer.servers) return answer;
  const { imap, smtp } = answer.servers;
  return {
    ...answer,
    servers: { imap: { ...imap, username: 'address' }, smtp: { ...smtp, username: 'address' } },
  };
};
