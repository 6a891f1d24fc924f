import { askAutoconfig } from './autoconfig.ts';
import type { DiscoveryDeps } from './discovery-deps.ts';
import type { MailExchangers } from './mx.ts';
import type { Source } from './source.ts';

const WHO = 'autoconfig.thunderbird.net';
/** The host of the exchanger without its first label, and without its first two. */
const MAX_PARENTS = 2;

/** Mozilla's directory of providers, asked about the domain itself. */
export const mozillaSource = (domain: string, deps: DiscoveryDeps): Source => ({
  source: 'mozilla',
  who: WHO,
  ask: (signal) => askAutoconfig(urlFor(domain), domain, deps, signal),
});

/** The same directory, asked about the provider behind the domain's MX records. */
export const mozillaMxSource = (
  domain: string,
  exchangers: MailExchangers,
  deps: DiscoveryDeps,
): Source => ({
  source: 'mozilla-mx',
  who: WHO,
  ask: async (signal) => {
    const [first] = await exchangers;
    const providers = first === undefined ? [] : parentsOf(first).filter((each) => each !== domain);
    const answers = providers.map((each) => askAutoconfig(urlFor(each), domain, deps, signal));
    // The further one must not be lost with the nearer one, nor be missed before it is needed.
    await Promise.allSettled(answers);
    for (const answer of answers) {
      const found = await answer;
      if (found) return found;
    }
    return null;
  },
});

const urlFor = (domain: string) => `https://${WHO}/v1.1/${domain}`;

/** The nearest first; a top level is nobody's. */
const parentsOf = (host: string): string[] => {
  const labels = host.split('.');
  return [1, 2]
    .slice(0, MAX_PARENTS)
    .filter((cut) => labels.length - cut > 1)
    .map((cut) => labels.slice(cut).join('.'));
};
