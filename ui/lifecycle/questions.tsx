import { providerName, providerOf } from '../oauth/provider-names.ts';
import { ConfirmDialog, NoteDialog } from '../parts/dialog.tsx';
import { shownName } from '../parts/shown-name.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import type { InboxLifecycle } from './lifecycle.ts';
import type { Subject } from './model.ts';
import { refusalOf } from './refusal.ts';
import { RevocationDialog } from './revocation-dialog.tsx';

type DisconnectProps = { lifecycle: InboxLifecycle; inbox: Subject; busy: boolean };

/** What a disconnect takes, in the words of how the inbox is connected. */
const whatGoes = (inbox: Subject) => {
  const provider = providerOf(inbox);
  if (provider === null) {
    return 'Its stored password is destroyed at once. Everything else is kept: servers, aliases, auto-response and tickets. To reconnect, enter the password again.';
  }
  return `Letterbox’s access to the mailbox ends at once: its tokens are destroyed. Everything else is kept: aliases, auto-response and tickets. To reconnect, sign in at ${providerName(provider)} again.`;
};

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
    {whatGoes(inbox)}
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
    case 'told': {
      const provider = providerOf(state.inbox);
      return (
        provider && (
          <RevocationDialog
            inbox={state.inbox}
            provider={provider}
            revocation={state.revocation}
            onClose={lifecycle.close}
          />
        )
      );
    }
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
