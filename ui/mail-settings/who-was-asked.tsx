import type { AskedSource } from '../../contract/mail-settings.ts';
import { outcomeNames, shownHost, sourceNames } from './words.ts';

type Props = { asked: readonly AskedSource[]; domain: string };

/** Each source with how it answered, for whoever wants to know why something was not found. */
export const WhoWasAsked = ({ asked, domain }: Props) =>
  asked.length === 0 ? null : (
    <details class="technical asked">
      <summary>Who was asked</summary>
      <ul class="asked-list">
        {asked.map(({ source, who, outcome, ms }) => (
          <li key={`${source} ${who}`} class="asked-source" data-outcome={outcome}>
            <span class="asked-name">{sourceNames[source]}</span>
            <bdi class="asked-who">{shownHost(who, domain)}</bdi>
            <span class="asked-outcome">{outcomeNames[outcome]}</span>
            <span class="asked-ms">{Math.round(ms)} ms</span>
          </li>
        ))}
      </ul>
    </details>
  );
