import { useMemo } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import { inboxLifecycle } from '../lifecycle/lifecycle.ts';
import { Questions } from '../lifecycle/questions.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Day } from '../parts/time.tsx';

type Props = { org: string; inbox: Inbox; archivedAt: string };

/** Why nothing can be changed here, and the one button that ends it. */
export const ArchivedNotice = ({ org, inbox, archivedAt }: Props) => {
  const lifecycle = useMemo(() => inboxLifecycle(org), [org]);
  const state = lifecycle.state.value;
  return (
    <>
      <Notice
        tone="info"
        title="This inbox is archived."
        action={
          inbox.actions.includes('restore') && (
            <Button
              look="primary"
              busy={state.kind === 'working'}
              onClick={() => lifecycle.start('restore', inbox, false)}
            >
              Restore
            </Button>
          )
        }
      >
        Since <Day at={archivedAt} /> it is not in use. Everything is kept; restore it to change
        something.
      </Notice>
      <Questions lifecycle={lifecycle} />
    </>
  );
};
