import type { DiscoveredSettings, RecommendationReason } from '../../contract/mail-settings.ts';
import { entryOfImapHost } from './directory.ts';
import { oauthProviderOf } from './oauth-provider.ts';
import type { Candidate, Heard, OAuthProvider, SourceAnswer } from './source.ts';

/** What was heard, in the order of trust, as an answer: the first who knew decides. */
export const summarise = (heard: readonly Heard[]): DiscoveredSettings => {
  const best = heard.find(({ answer }) => answer !== null);
  return {
    ...recommend(best),
    candidates: candidatesOf(heard),
    notes: notesOf(best?.answer ?? null),
    asked: heard.map(({ asked }) => asked),
  };
};

const recommend = (best: Heard | undefined): Pick<DiscoveredSettings, 'recommended' | 'reason'> => {
  if (!best?.answer) return { recommended: 'imap', reason: 'nothing-found' };
  const provider = best.answer.oauth ?? hostedBy(best.answer);
  if (provider) return { recommended: provider, reason: oauthReason(provider, best) };
  if (best.answer.noImap) return { recommended: 'imap', reason: 'no-imap' };
  return { recommended: 'imap', reason: 'settings-found' };
};

const hostedBy = ({ servers }: SourceAnswer): OAuthProvider | null =>
  servers && oauthProviderOf(servers.imap.host);

const oauthReason = (provider: OAuthProvider, { asked }: Heard): RecommendationReason => {
  const name = provider === 'gmail' ? 'google' : 'microsoft';
  return asked.source === 'mx' ? `${name}-mx` : `${name}-domain`;
};

/** Each pair of servers once. Microsoft takes no passwords, so its servers are nobody's candidate. */
const candidatesOf = (heard: readonly Heard[]): Candidate[] => {
  const seen = new Set<string>();
  return heard.flatMap(({ asked, answer }) => {
    const { servers, who = asked.who } = answer ?? { servers: null };
    if (!servers || oauthProviderOf(servers.imap.host) === 'microsoft') return [];
    const pair = [servers.imap, servers.smtp].map(({ host, port }) => `${host}:${port}`).join(' ');
    if (seen.has(pair)) return [];
    seen.add(pair);
    return [{ source: asked.source, who, ...servers }];
  });
};

/** Whoever named the servers: what their provider wants of an account is the same. */
const notesOf = (answer: SourceAnswer | null): DiscoveredSettings['notes'] => {
  if (answer?.notes) return answer.notes;
  const entry = answer?.servers && entryOfImapHost(answer.servers.imap.host);
  return entry ? entry.notes : [];
};
