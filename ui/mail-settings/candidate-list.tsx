import type { SettingsCandidate } from '../../contract/mail-settings.ts';
import { protocolNames, securityNames } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { CheckIcon } from '../parts/icons.tsx';
import { originWords } from './words.ts';

const Server = ({
  candidate,
  protocol,
}: {
  candidate: SettingsCandidate;
  protocol: 'imap' | 'smtp';
}) => {
  const { host, port, security } = candidate[protocol];
  return (
    <span class="candidate-server">
      <span class="candidate-protocol">{protocolNames[protocol]}</span>
      <span class="candidate-place">
        <bdi>{host}</bdi>, port {port}, {securityNames[security]}
      </span>
    </span>
  );
};

type Props = {
  candidates: readonly SettingsCandidate[];
  /** The one that stands in the form. */
  chosen: SettingsCandidate | undefined;
  domain: string;
  blocked: boolean;
  onUse: (candidate: SettingsCandidate) => void;
};

/** The servers that were found, the most trusted source first. */
export const CandidateList = ({ candidates, chosen, domain, blocked, onUse }: Props) => (
  <ul class="candidates" aria-label="Settings found">
    {candidates.map((candidate) => {
      const { imap, smtp } = candidate;
      return (
        <li
          key={`${imap.host}:${imap.port} ${smtp.host}:${smtp.port}`}
          class="candidate"
          data-chosen={candidate === chosen || undefined}
        >
          <div class="candidate-words">
            <p class="candidate-origin">{originWords(candidate, domain)}</p>
            <Server candidate={candidate} protocol="imap" />
            <Server candidate={candidate} protocol="smtp" />
          </div>
          {candidate === chosen ? (
            <span class="candidate-chosen">
              <CheckIcon />
              Filled in
            </span>
          ) : (
            <Button
              blocked={blocked}
              aria-label={`Use these settings: ${imap.host}`}
              onClick={() => onUse(candidate)}
            >
              Use these settings
            </Button>
          )}
        </li>
      );
    })}
  </ul>
);
