import { useRef } from 'preact/hooks';
import { isolated } from '../../contract/bidi.ts';
import type { ConnectionEditor } from '../connection/editor.ts';
import { isBusy } from '../connection/model.ts';
import { Button } from '../parts/button.tsx';
import { SearchIcon } from '../parts/icons.tsx';
import { fill } from './fill.ts';
import type { SettingsFinder } from './finder.ts';
import { domainOf, foundFor, isAbout } from './search.ts';
import { SearchAnnouncement } from './search-announcement.tsx';
import { isEmpty, serversIn, serversOf } from './servers.ts';
import { SettingsPanel } from './settings-panel.tsx';
import { ownWayWords } from './words.ts';

type Props = { org: string; address: string; finder: SettingsFinder; editor: ConnectionEditor };

/** Looks for the servers of an inbox that is there already, when asked to, and offers them to its form. */
export const FindSettings = ({ org, address, finder, editor }: Props) => {
  const root = useRef<HTMLDivElement>(null);
  const blocked = isBusy(editor.state.value);

  const find = async () => {
    const searched = finder.search(address);
    // The button is gone by then; its place is taken by the one that ends the search.
    requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>('.search-actions button:last-child')?.focus(),
    );
    await searched;
    const [best] = foundFor(finder.state.peek(), address)?.candidates ?? [];
    // Nothing that was typed or stored is written over.
    if (!best || !isEmpty(serversIn(editor.state.peek().form))) return;
    editor.change((state) => fill(state, serversOf(best)));
  };

  return (
    <div ref={root}>
      <SearchAnnouncement finder={finder} />
      {isAbout(finder.state.value, address) ? (
        <SettingsPanel
          org={org}
          address={address}
          finder={finder}
          editor={editor}
          instead={ownWayWords}
          onByHand={() => {}}
        />
      ) : (
        <div class="find-settings">
          <Button blocked={blocked} onClick={() => void find()}>
            <SearchIcon />
            Find settings
          </Button>
          <p class="find-settings-note">
            Looks for the mail servers of {isolated(domainOf(address))}. Nothing is stored.
          </p>
        </div>
      )}
    </div>
  );
};
