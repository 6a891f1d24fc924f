import type { InboxSummary } from '../../contract/inbox.ts';
import { ActionsMenu } from '../lifecycle/actions-menu.tsx';
import type { InboxLifecycle } from '../lifecycle/lifecycle.ts';
import { ButtonLink } from '../parts/button.tsx';
import { shownName } from '../parts/shown-name.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { DetailsCell } from './details-cell.tsx';
import { nextStep } from './model.ts';
import { NameCell } from './name-cell.tsx';
import { ActionCell, AddressCell } from './row-cells.tsx';
import { rowMark } from './row-focus.ts';
import { TableFrame } from './table-frame.tsx';

type RowProps = { inbox: InboxSummary; path: string; lifecycle: InboxLifecycle };

const Actions = ({ inbox, path, lifecycle }: RowProps) => {
  const { words, tab, isPressing } = nextStep(inbox);
  return (
    <div class="row-actions">
      <ButtonLink
        look={isPressing ? 'secondary' : 'quiet'}
        href={`${path}/${inbox.id}${tab}`}
        label={`${words}: ${shownName(inbox)}`}
      >
        {words}
      </ButtonLink>
      <ActionsMenu lifecycle={lifecycle} inbox={inbox} />
    </div>
  );
};

const Row = (props: RowProps) => {
  const { inbox, path } = props;
  return (
    <tr role="row" {...rowMark(inbox.id)}>
      <NameCell inbox={inbox} path={path} />
      <AddressCell emailAddress={inbox.emailAddress} />
      <td role="cell" class="cell-status">
        <StatusBadge status={inbox.status} />
      </td>
      <DetailsCell inbox={inbox} />
      <ActionCell actions={inbox.actions}>
        <Actions {...props} />
      </ActionCell>
    </tr>
  );
};

type Props = {
  inboxes: readonly InboxSummary[];
  path: string;
  lifecycle: InboxLifecycle;
  label?: string;
};

export const InboxTable = ({ inboxes, path, lifecycle, label = 'Inboxes' }: Props) => (
  <TableFrame
    label={label}
    columns={['Name', 'Address', 'Status', 'Connection']}
    hasActions={inboxes.some(({ actions }) => actions.length > 0)}
  >
    {inboxes.map((inbox) => (
      <Row key={inbox.id} inbox={inbox} path={path} lifecycle={lifecycle} />
    ))}
  </TableFrame>
);
