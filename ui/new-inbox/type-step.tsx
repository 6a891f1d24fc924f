import type { ConnectionType } from '../../contract/inbox.ts';
import { connectionTypeNames } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { ConnectionTypeIcon } from '../parts/connection-type-icon.tsx';
import { AnsweredStep } from './answered-step.tsx';

const ways: { type: ConnectionType; text: string; isAvailable: boolean }[] = [
  { type: 'imap', text: 'Any mailbox with a username and a password.', isAvailable: true },
  { type: 'gmail', text: 'Not available on this deployment yet.', isAvailable: false },
  { type: 'microsoft', text: 'Not available on this deployment yet.', isAvailable: false },
];

type Props = { isOpen: boolean; onOpen: () => void; onContinue: () => void };

export const TypeStep = ({ isOpen, onOpen, onContinue }: Props) => {
  if (!isOpen) {
    return (
      <AnsweredStep name="Way to connect" answer={connectionTypeNames.imap} onChange={onOpen} />
    );
  }
  return (
    <form
      class="card step"
      onSubmit={(event) => {
        event.preventDefault();
        onContinue();
      }}
    >
      <fieldset class="ways">
        <legend class="card-title">How is its mailbox reached?</legend>
        {ways.map(({ type, text, isAvailable }) => (
          <label key={type} class="way">
            <input
              type="radio"
              name="connectionType"
              value={type}
              checked={isAvailable}
              disabled={!isAvailable}
              data-step-focus={isAvailable || undefined}
            />
            <ConnectionTypeIcon type={type} isDecoration />
            <span class="way-words">
              <span class="way-name">{connectionTypeNames[type]}</span>
              <span class="way-text">{text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="step-actions">
        <Button look="primary" type="submit">
          Continue
        </Button>
      </div>
    </form>
  );
};
