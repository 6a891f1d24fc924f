import type { ComponentChildren, RefObject } from 'preact';
import { ActivityTab } from '../activity/tab.tsx';
import { AliasesTab } from '../aliases/tab.tsx';
import { AutoResponseTab } from '../auto-response/tab.tsx';
import { focusFirstError } from '../forms/focus.ts';
import { HealthTab } from '../health/tab.tsx';
import { OAuthConnectionTab } from '../oauth/connection-tab.tsx';
import { providerOf } from '../oauth/provider-names.ts';
import { toast } from '../parts/toast.tsx';
import { ConnectionTab } from './connection-tab.tsx';
import { GeneralTab } from './general-tab.tsx';
import type { OpenInbox } from './open-inbox.ts';
import { panelId, tabId } from './tab-list.tsx';
import type { Tab } from './tabs.ts';

type Props = {
  org: string;
  open: OpenInbox;
  tab: Tab;
  root: RefObject<HTMLElement | null>;
  /** Something above the tabs already asks to sign in once more. */
  isAskingToSignIn: boolean;
};

/** What the chosen tab holds. */
export const TabPanel = ({ org, open, tab, root, isAskingToSignIn }: Props) => {
  const { names, autoResponse, connection, grant } = open;
  const inbox = open.inbox.value;
  const provider = providerOf(inbox);
  const done = (words: string) => (ok: boolean) =>
    ok ? toast(words) : focusFirstError(root.current);
  const keepMyConnection = async () => {
    const ok = await connection.keepMine();
    if (!ok && connection.editor.state.peek().kind === 'editing') {
      toast('Nothing is stored yet. See where the stored password will be sent, then save.');
    } else done('The connection is stored.')(ok);
  };
  const panels: Record<Tab, () => ComponentChildren> = {
    general: () => (
      <GeneralTab
        form={names}
        inbox={inbox}
        onSave={() => void names.save().then(done('Saved.'))}
        onKeepMine={() => void names.keepMine().then(done('Saved.'))}
      />
    ),
    connection: () =>
      provider === null ? (
        <ConnectionTab
          org={org}
          connection={connection}
          finder={open.finder}
          roundTrip={open.roundTrip}
          inbox={inbox}
          onTest={() => void connection.editor.test().then(() => focusFirstError(root.current))}
          onCheck={() => void connection.check().then(() => focusFirstError(root.current))}
          onSave={() => void connection.save().then(done('The connection is stored.'))}
          onKeepMine={() => void keepMyConnection()}
          onSaveUntested={() =>
            void connection.saveUntested().then(done('The connection is stored, untested.'))
          }
        />
      ) : (
        <OAuthConnectionTab
          org={org}
          inbox={inbox}
          provider={provider}
          check={grant.state.value}
          asked={open.asked}
          isSecondary={isAskingToSignIn}
          onCheck={() => void grant.check().then(() => focusFirstError(root.current))}
        />
      ),
    health: () => <HealthTab org={org} inbox={inbox} />,
    'auto-response': () => (
      <AutoResponseTab
        form={autoResponse}
        inbox={inbox}
        onSave={() => void autoResponse.save().then(done('The auto-response is saved.'))}
        onKeepMine={() => void autoResponse.keepMine().then(done('The auto-response is saved.'))}
      />
    ),
    aliases: () => <AliasesTab book={open.aliases} inbox={inbox} />,
    activity: () => <ActivityTab org={org} inbox={inbox} />,
  };
  // A panel without anything to focus is in the tab order itself (WAI-ARIA APG, tabs).
  return (
    <div
      role="tabpanel"
      id={panelId(tab)}
      aria-labelledby={tabId(tab)}
      class="tab-panel"
      tabIndex={tab === 'activity' ? 0 : undefined}
    >
      {panels[tab]()}
    </div>
  );
};
