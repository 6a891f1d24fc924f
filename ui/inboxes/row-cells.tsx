import type { ComponentChildren } from 'preact';
import type { InboxSummary } from '../../contract/inbox.ts';

export const AddressCell = ({ emailAddress }: Pick<InboxSummary, 'emailAddress'>) => (
  <td role="cell" class="cell-address">
    <bdi class="two-lines" title={emailAddress}>
      {emailAddress}
    </bdi>
  </td>
);

type ActionProps = Pick<InboxSummary, 'actions'> & { children: ComponentChildren };

/** What may be done with a row's inbox; no cell for whoever may do nothing. */
export const ActionCell = ({ actions, children }: ActionProps) =>
  actions.length === 0 ? null : (
    <td role="cell" class="cell-action">
      {children}
    </td>
  );
