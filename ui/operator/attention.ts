import type { KeyState } from '../../contract/keys.ts';
import { OPERATOR_LIST, type OperatorView } from '../../contract/operator.ts';
import { counted, type Seen } from './model.ts';
import { connectorWords, outageWords, secretWords } from './words.ts';

/** Something that a person should look at, and where on the page. */
export type Concern = { tone: 'bad' | 'warn'; words: string; section: string };

const MINUTE_MS = 60_000;
/** A run that is begun again has had twenty minutes. */
const STUCK_MS = 30 * MINUTE_MS;

const bad = (section: string, words: string): Concern => ({ tone: 'bad', section, words });
const warn = (section: string, words: string): Concern => ({ tone: 'warn', section, words });

const isStuck = ({ at, checks }: OperatorView): boolean => {
  const { lastCompletedRun, lastRun, unfinishedRuns } = checks;
  if (unfinishedRuns === 0 || lastRun === null) return false;
  return Date.parse(at) - Date.parse(lastCompletedRun ?? lastRun) > STUCK_MS;
};

const ofChecks = (view: OperatorView): Concern[] => [
  ...(isStuck(view) ? [bad('checks', 'No sweep has been finished for half an hour.')] : []),
  ...(view.checks.overdue > 0
    ? [warn('checks', `${counted(view.checks.overdue, 'check')} of failing inboxes overdue.`)]
    : []),
];

const ofDependencies = ({ at, connector, outages, providers }: OperatorView): Concern[] => [
  ...(connector.ok ? [] : [bad('connector', connectorWords(connector.reason))]),
  ...outages
    .filter(({ part }) => part !== 'connector' || connector.ok)
    .map(({ part }) => bad('providers', outageWords(part))),
  ...providers.flatMap(({ provider, configured, trouble, secretExpiresAt }) => [
    ...(trouble ? [bad('providers', `${outageWords(provider, 'refuses')}`)] : []),
    ...(configured ? [secretWords(provider, secretExpiresAt, at)] : [])
      .filter((state) => state.tone !== 'quiet')
      .map(({ tone, words }) => ({ tone, words, section: 'providers' }) as Concern),
  ]),
];

const orMore = (list: readonly unknown[], one: string): string =>
  list.length < OPERATOR_LIST ? counted(list.length, one) : `${OPERATOR_LIST} ${one}s or more`;

const ofGivenUp = ({ deadLetters, mail }: OperatorView): Concern[] => [
  ...(deadLetters.length > 0
    ? [warn('dead-letters', `${orMore(deadLetters, 'message')} given up.`)]
    : []),
  ...(mail.failed.length > 0 ? [warn('mail', `${orMore(mail.failed, 'mail')} not sent.`)] : []),
];

const ofKey = ({ id, role, unreadable }: KeyState): Concern[] => {
  if (role === 'missing') {
    return [bad('keys', `Key ${id} is missing: everything waits for it.`)];
  }
  if (unreadable === 0) return [];
  return [warn('keys', `${counted(unreadable, 'inbox', 'inboxes')} don’t open under key ${id}.`)];
};

/** What is not as it should be, the worst first; empty where all is well. */
export const concernsOf = ({ view, keys }: Pick<Seen, 'view' | 'keys'>): Concern[] => {
  const all = [
    ...keys.keys.flatMap(ofKey),
    ...ofDependencies(view),
    ...ofChecks(view),
    ...ofGivenUp(view),
  ];
  return [
    ...all.filter(({ tone }) => tone === 'bad'),
    ...all.filter(({ tone }) => tone === 'warn'),
  ];
};
