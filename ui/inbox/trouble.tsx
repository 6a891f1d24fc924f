import type { Inbox } from '../../contract/inbox.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Minute } from '../parts/time.tsx';
import type { Tab } from './model.ts';

type Props = { inbox: Inbox; tab: Tab; onMend: () => void };

/** Why the inbox does not work, and the one button that mends it. */
export const Trouble = ({ inbox, tab, onMend }: Props) => {
  const { lastError, status } = inbox;
  const isThere = tab === 'connection';
  if (lastError?.code === 'credentials-unreadable') {
    return (
      <Notice
        tone="bad"
        title="The stored credentials can’t be read. Enter the servers and the passwords again."
        action={
          !isThere && (
            <Button look="primary" onClick={onMend}>
              Enter passwords
            </Button>
          )
        }
      />
    );
  }
  if (lastError) {
    return (
      <Notice
        tone="bad"
        title={lastError.message}
        action={
          !isThere && (
            <Button look="primary" onClick={onMend}>
              Fix settings
            </Button>
          )
        }
      >
        Failing since <Minute at={lastError.at} />.
      </Notice>
    );
  }
  if (status === 'disconnected' && !isThere) {
    return (
      <Notice
        tone="info"
        title="This inbox is not connected yet."
        action={
          <Button look="primary" onClick={onMend}>
            Finish connecting
          </Button>
        }
      >
        It needs to know its mail servers before it can be answered from.
      </Notice>
    );
  }
  if (status === 'disconnected' && inbox.connection !== null) {
    return (
      <Notice tone="info" title="These settings are stored, but not tested yet.">
        The inbox is connected once a check passes.
      </Notice>
    );
  }
  return null;
};
