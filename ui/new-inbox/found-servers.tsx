import { isBusy } from '../connection/model.ts';
import { foundFor } from '../mail-settings/search.ts';
import { SettingsPanel } from '../mail-settings/settings-panel.tsx';
import { isPossible } from '../mail-settings/suggested-way.ts';
import { wayWords } from '../mail-settings/words.ts';
import { ProviderIcon } from '../oauth/provider-icon.tsx';
import { providerName, providerOfConnection } from '../oauth/provider-names.ts';
import { useProviders } from '../oauth/providers.ts';
import { Button } from '../parts/button.tsx';
import type { NewInbox } from './wizard.ts';

/** What was found for the servers of the new inbox; where its provider can be signed in at, the way there. */
export const FoundServers = ({ org, wizard }: { org: string; wizard: NewInbox }) => {
  const { stateOf } = useProviders(org);
  const { finder, editor } = wizard;
  const { emailAddress } = wizard.state.value.draft;
  const settings = foundFor(finder.state.value, emailAddress);
  const provider = settings && providerOfConnection(settings.recommended);
  const canSignIn = provider !== null && stateOf(provider).configured;
  return (
    <SettingsPanel
      org={org}
      address={emailAddress}
      finder={finder}
      editor={editor}
      instead={(found) =>
        providerOfConnection(found.recommended) === null
          ? null
          : wayWords(found, isPossible(found.recommended, stateOf))
      }
      action={
        settings &&
        canSignIn && (
          <Button
            blocked={isBusy(editor.state.value)}
            onClick={() => wizard.takeWay(settings.recommended)}
          >
            <ProviderIcon provider={provider} />
            Connect with {providerName(provider)}
          </Button>
        )
      }
      onByHand={wizard.enterByHand}
    />
  );
};
