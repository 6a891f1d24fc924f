import type { InboxSummary } from '../../contract/inbox.ts';
import { ConnectionTypeIcon } from '../parts/connection-type-icon.tsx';
import { shownName } from '../parts/shown-name.ts';

// A long text shows its first two lines; the whole of it is in the title.
const TwoLines = ({ text }: { text: string }) => (
  <span class="two-lines" title={text}>
    {text}
  </span>
);

/** What an inbox is called, and how it is connected; leads to its page whoever may do something there. */
export const NameCell = ({ inbox, path }: { inbox: InboxSummary; path: string }) => {
  const { displayName, connectionType, actions } = inbox;
  const name = <TwoLines text={shownName(inbox)} />;
  return (
    <th scope="row" role="rowheader">
      <div class="cell-name">
        <ConnectionTypeIcon type={connectionType} />
        <span class="cell-name-words">
          {actions.length > 0 ? (
            <a class="inbox-name" dir="auto" href={`${path}/${inbox.id}`}>
              {name}
            </a>
          ) : (
            <span class="inbox-name" dir="auto">
              {name}
            </span>
          )}
          {displayName && (
            <span class="inbox-display-name" dir="auto">
              <TwoLines text={displayName} />
            </span>
          )}
        </span>
      </div>
    </th>
  );
};
