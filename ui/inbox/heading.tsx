import { Since } from '../inboxes/since.tsx';
import { InboxActions } from '../lifecycle/inbox-actions.tsx';
import { ArchiveIcon } from '../parts/icons.tsx';
import { PageHeading } from '../parts/page.tsx';
import { shownName } from '../parts/shown-name.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { Ago } from '../parts/time.tsx';
import { CheckNow } from './check-now.tsx';
import { whyNotChecked } from './check-said.ts';
import type { OpenInbox } from './open-inbox.ts';
import type { Tab } from './tabs.ts';

type Props = { org: string; open: OpenInbox; list: string; tab: Tab; onDeleted: () => void };

const ArchivedBadge = () => (
  <span class="badge badge-disconnected">
    <ArchiveIcon />
    Archived
  </span>
);

/** What an inbox is called, whether it works and when that was last looked at, and what may be done. */
export const InboxHeading = ({ org, open, list, tab, onDeleted }: Props) => {
  const inbox = open.inbox.value;
  const { checker } = open;
  return (
    <PageHeading
      title={shownName(inbox)}
      back={{ href: list, label: 'Inboxes' }}
      badge={
        <>
          <StatusBadge status={inbox.status} />
          {inbox.archivedAt !== null && <ArchivedBadge />}
        </>
      }
      lead={
        <>
          <bdi class="lead-address">{inbox.emailAddress}</bdi>
          {/* Since when it fails, the notice of the trouble says. */}
          {inbox.lastError === null && (
            <span class="lead-since">
              <Since {...inbox} />
            </span>
          )}
          {inbox.lastCheckedAt && whyNotChecked(inbox) === null && (
            <span class="lead-since">
              Last checked <Ago at={inbox.lastCheckedAt} />
            </span>
          )}
        </>
      }
      actions={
        <>
          {/* There a button of the same name shows more of what it does. */}
          {tab !== 'connection' && (
            <CheckNow
              inbox={inbox}
              state={checker.state.value}
              onCheck={() => void checker.check()}
            />
          )}
          <InboxActions org={org} inbox={inbox} onChanged={open.take} onDeleted={onDeleted} />
        </>
      }
    />
  );
};
