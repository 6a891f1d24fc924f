import { useMemo } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import { ActionsMenu } from './actions-menu.tsx';
import { useChanges } from './changes.ts';
import { inboxLifecycle } from './lifecycle.ts';
import type { Subject } from './model.ts';
import { Questions } from './questions.tsx';

type Props = {
  org: string;
  inbox: Subject;
  /** Also after an undo. */
  onChanged: (inbox: Inbox) => void;
  onDeleted: () => void;
};

/** The actions of one inbox with all they ask, for a page that shows that inbox. */
export const InboxActions = ({ org, inbox, onChanged, onDeleted }: Props) => {
  const lifecycle = useMemo(() => inboxLifecycle(org), [org]);
  useChanges((change) => {
    if (change.kind === 'changed' && change.inbox.id === inbox.id) onChanged(change.inbox);
    if (change.kind === 'deleted' && change.id === inbox.id) onDeleted();
  });
  return (
    <>
      <ActionsMenu lifecycle={lifecycle} inbox={inbox} />
      <Questions lifecycle={lifecycle} />
    </>
  );
};
