import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { MailSettings, SettingsCandidate } from '../../contract/mail-settings.ts';
import type { ConnectionEditor } from '../connection/editor.ts';
import { isBusy } from '../connection/model.ts';
import { Button } from '../parts/button.tsx';
import { CandidateList } from './candidate-list.tsx';
import { fill } from './fill.ts';
import type { SettingsFinder } from './finder.ts';
import { domainOf, foundFor } from './search.ts';
import { SearchHead } from './search-head.tsx';
import { chosenAmong, isEmpty, serversIn, serversOf } from './servers.ts';
import { SettingsNotes } from './settings-notes.tsx';
import { WhoWasAsked } from './who-was-asked.tsx';
import { reasonWords } from './words.ts';

type Props = {
  org: string;
  address: string;
  finder: SettingsFinder;
  editor: ConnectionEditor;
  /** What there is to say of a recommendation to sign in at a provider instead. */
  instead: (settings: MailSettings) => string | null;
  /** Leads to the provider’s sign-in, where that is recommended. */
  action?: ComponentChildren;
  onByHand: () => void;
};

const foundText = (
  settings: MailSettings,
  chosen: SettingsCandidate | undefined,
  isFormEmpty: boolean,
): string => {
  if (settings.reason === 'no-imap') return 'Servers can be entered by hand all the same.';
  if (settings.candidates.length === 0)
    return 'Enter the servers by hand; the provider’s help pages name them.';
  if (chosen) return 'They are filled in below.';
  return isFormEmpty
    ? 'Choose which to fill in below.'
    : 'What stands in the form below stays until you choose others.';
};

/** Above the forms of both servers: what a search has found for them, and where it came from. */
export const SettingsPanel = (props: Props) => {
  const { org, address, finder, editor, instead, action, onByHand } = props;
  const root = useRef<HTMLElement>(null);
  const state = editor.state.value;
  const settings = foundFor(finder.state.value, address);
  const chosen = settings ? chosenAmong(state.form, settings.candidates) : undefined;
  const blocked = isBusy(state) || state.kind === 'conflict';

  const focus = (name: string) => {
    const form = root.current?.closest('form');
    requestAnimationFrame(() => form?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  };
  const use = (candidate: SettingsCandidate) => {
    editor.change((current) => fill(current, serversOf(candidate)));
    focus('imap.password');
  };
  const enterByHand = () => {
    onByHand();
    focus('imap.host');
  };

  return (
    <section class="card found" ref={root} aria-label="Mail settings">
      <SearchHead
        org={org}
        finder={finder}
        address={address}
        foundWords={({ settings }) => ({
          title: reasonWords(settings),
          text: instead(settings) ?? foundText(settings, chosen, isEmpty(serversIn(state.form))),
        })}
      >
        {action}
        <Button look="quiet" blocked={blocked} onClick={enterByHand}>
          Enter by hand
        </Button>
      </SearchHead>
      {settings && (
        <>
          {settings.candidates.length > 0 && (
            <CandidateList
              candidates={settings.candidates}
              chosen={chosen}
              domain={domainOf(address)}
              blocked={blocked}
              onUse={use}
            />
          )}
          <SettingsNotes notes={settings.notes} />
          <WhoWasAsked asked={settings.asked} domain={domainOf(address)} />
        </>
      )}
    </section>
  );
};
