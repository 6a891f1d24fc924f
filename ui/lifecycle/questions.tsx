import { ConfirmDialog, NoteDialog } from '../parts/dialog.tsx';
import { shownName } from '../parts/shown-name.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import type { InboxLifecycle } from './lifecycle.ts';
import type { Subject } from './model.ts';
import { refusalOf } from './refusal.ts';

type DisconnectProps = { lifecycle: InboxLifecycle; inbox: Subject; busy: boolean };

const DisconnectDialog = ({ lifecycle, inbox, busy }: DisconnectProps) => (
  <ConfirmDialog
    title={
      <>
        Disconnect <bdi>{shownName(inbox)}</bdi>?
      </>
    }
    confirm="Disconnect"
    cancel="Cancel"
    busy={busy}
    onConfirm={() => void lifecycle.disconnect(inbox)}
    onCancel={lifecycle.close}
  >
    Its stored password is destroyed at once. Everything else is kept: servers, aliases,
    auto-response and tickets. To reconnect, enter the password again.
  </ConfirmDialog>
);

/** What the actions have to ask, or why one of them was refused. One on a screen is enough. */
export const Questions = ({ lifecycle }: { lifecycle: InboxLifecycle }) => {
  const state = lifecycle.state.value;
  switch (state.kind) {
    case 'asking-to-disconnect':
      return (
        <DisconnectDialog key="disconnect" lifecycle={lifecycle} inbox={state.inbox} busy={false} />
      );
    case 'working':
      return state.action === 'disconnect' ? (
        <DisconnectDialog key="disconnect" lifecycle={lifecycle} inbox={state.inbox} busy />
      ) : null;
    case 'asking-to-delete':
      return <DeleteDialog lifecycle={lifecycle} inbox={state.inbox} />;
    case 'refused': {
      const { before, after, advice, requestId } = refusalOf(state);
      return (
        <NoteDialog
          title={
            <>
              {before}
              <bdi>{shownName(state.inbox)}</bdi>
              {after}
            </>
          }
          onClose={lifecycle.close}
        >
          {advice}
          {requestId && <span class="request-id"> Request {requestId}</span>}
        </NoteDialog>
      );
    }
    default:
      return null;
  }
};
