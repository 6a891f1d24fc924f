import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { focusFirstError } from '../forms/focus.ts';
import { Since } from '../inboxes/since.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { toast } from '../parts/toast.tsx';
import { useLeaveGuard } from '../shell/leave-guard.ts';
import { ConnectionTab } from './connection-tab.tsx';
import { GeneralTab } from './general-tab.tsx';
import { type Tab, tabPath } from './model.ts';
import type { OpenInbox } from './open-inbox.ts';
import { panelId, TabList, tabId } from './tab-list.tsx';
import { Trouble } from './trouble.tsx';

type Props = { organization: Organization; open: OpenInbox; list: string; tab: Tab };

export const InboxScreen = ({ organization, open, list, tab }: Props) => {
  const inbox = open.inbox.value;
  const { route } = useLocation();
  const root = useRef<HTMLDivElement>(null);
  const base = `${list}/${inbox.id}`;
  useTitle(inbox.name, organization.name);
  useLeaveGuard({
    isDirty: open.isDirty,
    keeps: (path) => path === base || path.startsWith(`${base}/`),
  });
  // What a new inbox's connection was refused for is shown at once.
  useEffect(() => {
    if (tab === 'connection' && open.editor.state.peek().kind !== 'editing') {
      focusFirstError(root.current);
    }
  }, []);

  const done = (words: string) => (ok: boolean) =>
    ok ? toast(words) : focusFirstError(root.current);
  const mend = () => {
    route(tabPath(base, 'connection'));
    focusFirstError(root.current);
  };

  return (
    <div ref={root}>
      <PageHeading
        title={inbox.name}
        back={{ href: list, label: 'Inboxes' }}
        badge={<StatusBadge status={inbox.status} />}
        lead={
          <>
            <span class="lead-address">{inbox.emailAddress}</span>
            <span class="lead-since">
              <Since connectedAt={inbox.connectedAt} />
            </span>
          </>
        }
      />
      <Trouble inbox={inbox} tab={tab} onMend={mend} />
      <TabList base={base} selected={tab} />
      <div role="tabpanel" id={panelId(tab)} aria-labelledby={tabId(tab)} class="tab-panel">
        {tab === 'general' ? (
          <GeneralTab
            open={open}
            onSave={() => void open.saveGeneral().then(done('Saved.'))}
            onKeepMine={() => void open.keepMine().then(done('Saved.'))}
          />
        ) : (
          <ConnectionTab
            open={open}
            onTest={() => void open.editor.test().then(() => focusFirstError(root.current))}
            onCheck={() => void open.check().then(() => focusFirstError(root.current))}
            onSave={() => void open.saveConnection().then(done('The connection is stored.'))}
            onSaveUntested={() =>
              void open.saveUntested().then(done('The connection is stored, untested.'))
            }
          />
        )}
      </div>
    </div>
  );
};
