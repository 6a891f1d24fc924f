import type { Inbox } from '../../contract/inbox.ts';
import { shortErrors } from '../messages.ts';
import { ButtonLink } from '../parts/button.tsx';
import { ConnectionTypeIcon } from '../parts/connection-type-icon.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { nextPath, nextStep } from './model.ts';
import { Since } from './since.tsx';

type RowProps = { inbox: Inbox; path: string; manages: boolean };

// A table that turns into cards on a narrow screen loses its roles with its display: they are given in so many words.
const Row = ({ inbox, path, manages }: RowProps) => (
  <tr role="row">
    <th scope="row" role="rowheader">
      <div class="cell-name">
        <ConnectionTypeIcon type={inbox.connectionType} />
        <span class="cell-name-words">
          {manages ? (
            <a class="inbox-name" href={`${path}/${inbox.id}`}>
              {inbox.name}
            </a>
          ) : (
            <span class="inbox-name">{inbox.name}</span>
          )}
          {inbox.displayName && <span class="inbox-display-name">{inbox.displayName}</span>}
        </span>
      </div>
    </th>
    <td role="cell" class="cell-address">
      {inbox.emailAddress}
    </td>
    <td role="cell" class="cell-status">
      <StatusBadge status={inbox.status} />
    </td>
    <td role="cell" class="cell-details">
      {inbox.lastError && (
        <span class="short-error" title={inbox.lastError.message}>
          {shortErrors[inbox.lastError.code] ?? inbox.lastError.message}
        </span>
      )}
      <span class="since">
        <Since connectedAt={inbox.connectedAt} />
      </span>
    </td>
    {manages && (
      <td role="cell" class="cell-action">
        <ButtonLink
          look={inbox.status === 'connected' ? 'quiet' : 'secondary'}
          href={nextPath(path, inbox)}
          label={`${nextStep(inbox)}: ${inbox.name}`}
        >
          {nextStep(inbox)}
        </ButtonLink>
      </td>
    )}
  </tr>
);

type Props = { inboxes: Inbox[]; path: string; manages: boolean };

export const InboxTable = ({ inboxes, path, manages }: Props) => (
  <table role="table" class="inbox-table" aria-label="Inboxes">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">
          Name
        </th>
        <th role="columnheader" scope="col">
          Address
        </th>
        <th role="columnheader" scope="col">
          Status
        </th>
        <th role="columnheader" scope="col">
          Connection
        </th>
        {manages && (
          <th role="columnheader" scope="col">
            <span class="visually-hidden">Action</span>
          </th>
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {inboxes.map((inbox) => (
        <Row key={inbox.id} inbox={inbox} path={path} manages={manages} />
      ))}
    </tbody>
  </table>
);
