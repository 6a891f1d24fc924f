import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { focusFirstError } from '../forms/focus.ts';
import { askTroublesAgain } from '../health/troubles.ts';
import { useTitle } from '../parts/page.tsx';
import { shownName } from '../parts/shown-name.ts';
import { useLeaveGuard } from '../shell/leave-guard.ts';
import { useWhileVisible } from '../while-visible.ts';
import { CheckSaid } from './check-now.tsx';
import { InboxHeading } from './heading.tsx';
import type { OpenInbox } from './open-inbox.ts';
import { Standing } from './standing.tsx';
import { TabList } from './tab-list.tsx';
import { TabPanel } from './tab-panel.tsx';
import { type Tab, tabPath } from './tabs.ts';
import { Trouble } from './trouble.tsx';
import { useInboxSignIn } from './use-sign-in.ts';

type Props = { organization: Organization; open: OpenInbox; list: string; tab: Tab };

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

  // Reading on in the activity, nobody is to be thrown back to its beginning.
  useWhileVisible(() => {
    if (tab !== 'activity') void open.reload();
    void askTroublesAgain(organization.slug);
  });
  // What was found is shown there by a check of its own.
  useEffect(() => {
    if (tab === 'connection') open.checker.forget();
  }, [tab]);

  const signIn = useInboxSignIn(organization.slug, open);

  const toConnection = (focus: (within: HTMLElement | null) => void) => () => {
    if (tab !== 'connection') route(tabPath(base, 'connection'));
    focus(root.current);
  };

  return (
    <div ref={root}>
      <InboxHeading
        org={organization.slug}
        open={open}
        list={list}
        tab={tab}
        onDeleted={() => {
          open.forget();
          route(list, true);
        }}
      />
      {tab !== 'connection' && <CheckSaid state={open.checker.state.value} inbox={inbox} />}
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
