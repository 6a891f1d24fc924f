import type { InboxSummary } from '../../contract/inbox.ts';
import { ActionsMenu } from '../lifecycle/actions-menu.tsx';
import type { InboxLifecycle } from '../lifecycle/lifecycle.ts';
import { isWorkingOn } from '../lifecycle/model.ts';
import { lifecycleNames } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { shownName } from '../parts/shown-name.ts';
import { Day } from '../parts/time.tsx';
import { NameCell } from './name-cell.tsx';
import { ActionCell, AddressCell } from './row-cells.tsx';
import { rowMark } from './row-focus.ts';
import { TableFrame } from './table-frame.tsx';

type RowProps = { inbox: InboxSummary; path: string; lifecycle: InboxLifecycle };

const Actions = ({ inbox, lifecycle }: Omit<RowProps, 'path'>) => (
  <div class="row-actions">
    {inbox.actions.includes('restore') && (
      <Button
        busy={isWorkingOn(lifecycle.state.value, inbox.id)}
        aria-label={`${lifecycleNames.restore}: ${shownName(inbox)}`}
        onClick={() => lifecycle.start('restore', inbox, false)}
      >
        {lifecycleNames.restore}
      </Button>
    )}
    <ActionsMenu lifecycle={lifecycle} inbox={inbox} without="restore" />
  </div>
);

const Row = ({ inbox, path, lifecycle }: RowProps) => (
  <tr role="row" {...rowMark(inbox.id)}>
    <NameCell inbox={inbox} path={path} />
    <AddressCell emailAddress={inbox.emailAddress} />
    <td role="cell" class="cell-details">
      {inbox.archivedAt && (
        <span class="since">
          Archived on <Day at={inbox.archivedAt} />
        </span>
      )}
    </td>
    <ActionCell actions={inbox.actions}>
      <Actions inbox={inbox} lifecycle={lifecycle} />
    </ActionCell>
  </tr>
);

type Props = { inboxes: InboxSummary[]; path: string; lifecycle: InboxLifecycle };

export const ArchivedTable = ({ inboxes, path, lifecycle }: Props) => (
  <TableFrame
    label="Archived inboxes"
    columns={['Name', 'Address', 'Archived']}
    hasActions={inboxes.some(({ actions }) => actions.length > 0)}
  >
    {inboxes.map((inbox) => (
      <Row key={inbox.id} inbox={inbox} path={path} lifecycle={lifecycle} />
    ))}
  </TableFrame>
);
