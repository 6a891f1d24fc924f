import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { focusFirstError } from '../forms/focus.ts';
import { Since } from '../inboxes/since.tsx';
import { InboxActions } from '../lifecycle/inbox-actions.tsx';
import { ArchiveIcon } from '../parts/icons.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { shownName } from '../parts/shown-name.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { useLeaveGuard } from '../shell/leave-guard.ts';
import type { OpenInbox } from './open-inbox.ts';
import { Standing } from './standing.tsx';
import { TabList } from './tab-list.tsx';
import { TabPanel } from './tab-panel.tsx';
import { type Tab, tabPath } from './tabs.ts';
import { Trouble } from './trouble.tsx';
import { useInboxSignIn } from './use-sign-in.ts';

type Props = { organization: Organization; open: OpenInbox; list: string; tab: Tab };

const ArchivedBadge = () => (
  <span class="badge badge-disconnected">
    <ArchiveIcon />
    Archived
  </span>
);

const focusSoon = (selector: string) => (within: HTMLElement | null) => {
  requestAnimationFrame(() => within?.querySelector<HTMLElement>(selector)?.focus());
};
const focusPassword = focusSoon('input[name="imap.password"]');
const focusConnect = focusSoon('.connect-part .connect button');

export const InboxScreen = ({ organization, open, list, tab }: Props) => {
  const inbox = open.inbox.value;
  const { route } = useLocation();
  const root = useRef<HTMLDivElement>(null);
  const base = `${list}/${inbox.id}`;
  useTitle(shownName(inbox), organization.name);
  useLeaveGuard({
    isDirty: open.isDirty,
    onLeave: open.forget,
    keeps: (path) => path === base || path.startsWith(`${base}/`),
  });
  // What a new inbox's connection was refused for is shown at once.
  useEffect(() => {
    if (tab === 'connection' && open.connection.editor.state.peek().kind !== 'editing') {
      focusFirstError(root.current);
    }
  }, []);

  const signIn = useInboxSignIn(organization.slug, open);

  const toConnection = (focus: (within: HTMLElement | null) => void) => () => {
    if (tab !== 'connection') route(tabPath(base, 'connection'));
    focus(root.current);
  };

  return (
    <div ref={root}>
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
            <span class="lead-since">
              <Since connectedAt={inbox.connectedAt} disconnectedAt={inbox.disconnectedAt} />
            </span>
          </>
        }
        actions={
          <InboxActions
            org={organization.slug}
            inbox={inbox}
            onChanged={open.take}
            onDeleted={() => {
              open.forget();
              route(list, true);
            }}
          />
        }
      />
      <Standing org={organization.slug} open={open} tab={tab} root={root} signIn={signIn}>
        <Trouble
          org={organization.slug}
          inbox={inbox}
          tab={tab}
          onMend={toConnection(focusFirstError)}
          onReconnect={toConnection(signIn.provider === null ? focusPassword : focusConnect)}
        />
      </Standing>
      <TabList base={base} selected={tab} />
      <TabPanel
        org={organization.slug}
        open={open}
        tab={tab}
        root={root}
        isAskingToSignIn={signIn.isTold}
      />
    </div>
  );
};
