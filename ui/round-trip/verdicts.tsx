import type { AuthenticationResults } from '../../contract/round-trip.ts';
import { AlertIcon, CheckIcon, CrossIcon, DashIcon } from '../parts/icons.tsx';
import {
  adviceOn,
  type Method,
  methodMeanings,
  methodNames,
  type Tone,
  toneOf,
  verdictNames,
} from './words.ts';

const methods: Method[] = ['spf', 'dkim', 'dmarc'];
const shapes: Record<Tone, typeof CheckIcon> = {
  good: CheckIcon,
  bad: CrossIcon,
  warn: AlertIcon,
  quiet: DashIcon,
};

const Verdict = ({ method, results }: { method: Method; results: AuthenticationResults }) => {
  const verdict = results[method];
  const tone = toneOf(verdict);
  const Shape = shapes[tone];
  const advice = adviceOn(method, verdict);
  return (
    <div class="verdict" data-tone={tone}>
      <dt class="verdict-name">{methodNames[method]}</dt>
      <dd class="verdict-words">
        <span class="verdict-result">
          <Shape />
          {verdict === null ? 'Not written' : verdictNames[verdict]}
        </span>
        <span class="verdict-text">{methodMeanings[method]}</span>
        {advice && <span class="verdict-advice">{advice}</span>}
      </dd>
    </div>
  );
};

/** What the receiver wrote into the message about where it came from (RFC 8601). */
export const Verdicts = ({ results }: { results: AuthenticationResults | null }) => (
  <div class="verdicts">
    <h3 class="verdicts-title">What the receiver says of its sender</h3>
    {results === null || methods.every((method) => results[method] === null) ? (
      <p class="trip-note">
        The receiver wrote none: it gave no results for SPF, DKIM or DMARC. That is usual for mail
        that never left its servers.
      </p>
    ) : (
      <dl class="verdict-list">
        {methods.map((method) => (
          <Verdict key={method} method={method} results={results} />
        ))}
      </dl>
    )}
  </div>
);
