import type { ConnectionType } from '../../contract/inbox.ts';
import { foundFor } from '../mail-settings/search.ts';
import { recommendedWay } from '../mail-settings/suggested-way.ts';
import { connectionTypeNames } from '../messages.ts';
import { providerOfConnection } from '../oauth/provider-names.ts';
import { useProviders } from '../oauth/providers.ts';
import { Button } from '../parts/button.tsx';
import { ConnectionTypeIcon } from '../parts/connection-type-icon.tsx';
import { AnsweredStep } from './answered-step.tsx';
import { FoundWay } from './found-way.tsx';
import { ask, chooseWay } from './model.ts';
import { wayText } from './way-words.ts';
import type { NewInbox } from './wizard.ts';

const ways: ConnectionType[] = ['gmail', 'microsoft', 'imap'];

type Props = { org: string; wizard: NewInbox; onContinue: () => void };

export const TypeStep = ({ org, wizard, onContinue }: Props) => {
  const { stateOf } = useProviders(org);
  const { step, draft } = wizard.state.value;
  const chosen = draft.connectionType;
  if (step !== 'type') {
    return (
      <AnsweredStep
        name="Way to connect"
        answer={connectionTypeNames[chosen]}
        onChange={() => wizard.change((state) => ask(state, 'type'))}
      />
    );
  }
  const recommended = recommendedWay(foundFor(wizard.finder.state.value, draft.emailAddress));
  const options = ways.map((type) => {
    const provider = providerOfConnection(type);
    return { type, state: provider && stateOf(provider) };
  });
  const isPossible = options.some(
    ({ type, state }) => type === chosen && state?.configured !== false,
  );
  return (
    <form
      class="card step"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPossible) onContinue();
      }}
    >
      <fieldset class="ways">
        <legend class="card-title">How is its mailbox reached?</legend>
        <FoundWay org={org} wizard={wizard} />
        {options.map(({ type, state }) => (
          <label key={type} class="way">
            <input
              type="radio"
              name="connectionType"
              value={type}
              checked={type === chosen}
              disabled={state?.configured === false}
              data-step-focus={type === chosen || undefined}
              onChange={() => wizard.change((asked) => chooseWay(asked, type))}
            />
            <ConnectionTypeIcon type={type} isDecoration />
            <span class="way-words">
              <span class="way-name">
                {connectionTypeNames[type]}
                {type === recommended && state?.configured !== false && (
                  <span class="way-mark">Recommended</span>
                )}
              </span>
              <span class="way-text">{wayText(type, state)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="step-actions">
        <Button look="primary" type="submit" blocked={!isPossible}>
          Continue
        </Button>
      </div>
    </form>
  );
};
