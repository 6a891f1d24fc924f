import { describe, lifecycleNames } from '../messages.ts';
import { ConfirmDialog, NoteDialog } from '../parts/dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import type { InboxLifecycle } from './lifecycle.ts';
import type { Subject } from './model.ts';

type DisconnectProps = { lifecycle: InboxLifecycle; inbox: Subject; busy: boolean };

const DisconnectDialog = ({ lifecycle, inbox, busy }: DisconnectProps) => (
  <ConfirmDialog
    title={
      <>
        Disconnect <bdi>{inbox.name}</bdi>?
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
      const { title, advice, requestId } = describe(state.error);
      return (
        <NoteDialog
          title={
            <>
              {lifecycleNames[state.action]} <bdi>{state.inbox.name}</bdi>: {title}
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
