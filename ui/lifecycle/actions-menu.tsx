import { type LifecycleAction, lifecycleNames } from '../messages.ts';
import { MoreIcon } from '../parts/icons.tsx';
import { MenuButton } from '../parts/menu.tsx';
import { shownName } from '../parts/shown-name.ts';
import type { InboxLifecycle } from './lifecycle.ts';
import { lifecycleActions, type Subject } from './model.ts';

type Props = {
  lifecycle: InboxLifecycle;
  inbox: Subject;
  /** Those that have a button of their own beside the menu. */
  without?: LifecycleAction;
};

/** What may be done with an inbox now, as the API says. Nothing where that is nothing. */
export const ActionsMenu = ({ lifecycle, inbox, without }: Props) => {
  const actions = lifecycleActions(inbox.actions).filter((action) => action !== without);
  if (actions.length === 0) return null;
  const items = actions.map((action) => ({
    value: action,
    label: lifecycleNames[action],
    isDanger: action === 'delete',
  }));
  return (
    <MenuButton
      label={`More: ${shownName(inbox)}`}
      icon={<MoreIcon />}
      items={items}
      onChoose={(action, byKeyboard) => lifecycle.start(action, inbox, byKeyboard)}
    />
  );
};
