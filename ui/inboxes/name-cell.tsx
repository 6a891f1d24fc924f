import type { InboxSummary } from '../../contract/inbox.ts';
import { ConnectionTypeIcon } from '../parts/connection-type-icon.tsx';

/** What an inbox is called, and how it is connected; leads to its page whoever may do something there. */
export const NameCell = ({ inbox, path }: { inbox: InboxSummary; path: string }) => {
  const { name, displayName, connectionType, actions } = inbox;
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
              {displayName}
            </span>
          )}
        </span>
      </div>
    </th>
  );
};
