import type { ComponentChildren } from 'preact';
import type { Inbox } from '../../contract/inbox.ts';
import { holdsPasswords } from '../connection/form.ts';
import { providerOf } from '../oauth/provider-names.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Day } from '../parts/time.tsx';
import { ArchivedNotice } from './archived-notice.tsx';
import { FailingChecks, FailingSince } from './failing.tsx';
import { OAuthTrouble } from './oauth-trouble.tsx';
import type { Tab } from './tabs.ts';

type Props = {
  org: string;
  inbox: Inbox;
  tab: Tab;
  onMend: () => void;
  onReconnect: () => void;
};

type Way = { isThere: boolean; onMend: () => void };

const Broken = ({
  isThere,
  onMend,
  title,
  action,
  children,
}: Way & { title: string; action: string; children?: ComponentChildren }) => (
  <Notice
    tone="bad"
    title={title}
    action={
      !isThere && (
        <Button look="primary" onClick={onMend}>
          {action}
        </Button>
      )
    }
  >
    {children}
  </Notice>
);

const missing = (inbox: Inbox) => {
  if (inbox.connection === null) {
    return 'It needs to know its mail servers before it can be answered from.';
  }
  return holdsPasswords(inbox)
    ? 'Its settings are stored, but no test of them has passed yet.'
    : 'Its password was destroyed; enter it to connect.';
};

const Unfinished = ({ inbox, onMend }: Pick<Way, 'onMend'> & { inbox: Inbox }) => (
  <Notice
    tone="info"
    title="This inbox is not connected yet."
    action={
      <Button look="primary" onClick={onMend}>
        Finish connecting
      </Button>
    }
  >
    {missing(inbox)}
  </Notice>
);

const Disconnected = ({ at, isThere, onMend }: Way & { at: string }) => (
  <Notice
    tone="info"
    title={
      <>
        Disconnected on <Day at={at} />.
      </>
    }
    action={
      !isThere && (
        <Button look="primary" onClick={onMend}>
          Reconnect
        </Button>
      )
    }
  >
    Its password was destroyed; enter it to reconnect. Everything else is kept.
  </Notice>
);

/** Why the inbox does not work, and the one button that mends it. */
export const Trouble = ({ org, inbox, tab, onMend, onReconnect }: Props) => {
  const { archivedAt, lastError, status, disconnectedAt } = inbox;
  const isThere = tab === 'connection';
  const provider = providerOf(inbox);
  if (archivedAt !== null)
    return <ArchivedNotice org={org} inbox={inbox} archivedAt={archivedAt} />;
  if (provider !== null) {
    return (
      <OAuthTrouble
        org={org}
        inbox={inbox}
        provider={provider}
        isThere={isThere}
        onMend={onReconnect}
      />
    );
  }
  if (lastError?.code === 'credentials-unreadable') {
    return (
      <Broken
        isThere={isThere}
        onMend={onMend}
        title="The stored credentials can’t be read. Enter the servers and the passwords again."
        action="Enter passwords"
      />
    );
  }
  if (lastError) {
    return (
      <Broken isThere={isThere} onMend={onMend} title={lastError.message} action="Fix settings">
        <FailingSince inbox={inbox} />
      </Broken>
    );
  }
  if (status !== 'disconnected') return <FailingChecks inbox={inbox} />;
  if (!holdsPasswords(inbox) && disconnectedAt !== null) {
    return <Disconnected at={disconnectedAt} isThere={isThere} onMend={onReconnect} />;
  }
  if (!isThere) return <Unfinished inbox={inbox} onMend={onMend} />;
  return holdsPasswords(inbox) ? (
    <Notice tone="info" title="These settings are stored, but not tested yet.">
      The inbox is connected once a check passes.
    </Notice>
  ) : null;
};
