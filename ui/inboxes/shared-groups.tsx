import type { AllChecker } from '../health/check-all.ts';
import type { Group, Member } from '../health/groups.ts';
import { SharedNotice } from '../health/shared-notice.tsx';
import type { InboxLifecycle } from '../lifecycle/lifecycle.ts';
import { toast } from '../parts/toast.tsx';
import { refocus } from './row-focus.ts';
import { InboxTable } from './table.tsx';

type Props = {
  checker: AllChecker;
  groups: readonly Group[];
  path: string;
  lifecycle: InboxLifecycle;
  canManage: boolean;
  /** Reads anew what the checks have changed. */
  onChecked: () => Promise<void>;
};

type OtherProps = { members: readonly Member[]; unnamed: number; path: string; canManage: boolean };

/** Inboxes whose rows are further down in the list than it is loaded. */
const Others = ({ members, unnamed, path, canManage }: OtherProps) => (
  <>
    <ul class="shared-others">
      {members.map(({ id, name }) => (
        <li key={id} class="shared-other">
          {canManage ? (
            <a class="shared-link" dir="auto" href={`${path}/${id}/connection`}>
              {name}
            </a>
          ) : (
            <bdi>{name}</bdi>
          )}
        </li>
      ))}
    </ul>
    {unnamed > 0 && (
      <p class="shared-more">
        And {unnamed} more. <a href={`${path}?status=error`}>Show every inbox in error</a>
      </p>
    )}
  </>
);

type RowsProps = Pick<Props, 'path' | 'lifecycle' | 'canManage'> & { group: Group };

const Rows = ({ group, path, lifecycle, canManage }: RowsProps) => {
  const loaded = group.members.flatMap(({ inbox }) => inbox ?? []);
  const others = group.members.filter(({ inbox }) => inbox === null);
  const unnamed = group.count - group.members.length;
  return (
    <>
      {loaded.length > 0 && (
        <InboxTable
          label="Inboxes with this trouble"
          inboxes={loaded}
          path={path}
          lifecycle={lifecycle}
        />
      )}
      {(others.length > 0 || unnamed > 0) && (
        <Others members={others} unnamed={unnamed} path={path} canManage={canManage} />
      )}
    </>
  );
};

const endWords = (back: number, total: number) => {
  if (back === total) return `All ${total} inboxes work again.`;
  return back === 0 ? 'None of them came back.' : `${back} of ${total} inboxes work again.`;
};

/** Inboxes with one cause, each cause in one notice. */
export const SharedGroups = (props: Props) => {
  const { checker, groups, path, lifecycle, canManage, onChecked } = props;
  const state = checker.state.value;
  const check = async ({ key, members }: Group) => {
    const ids = members.map(({ id }) => id);
    await checker.run(key, ids);
    const ended = checker.state.peek();
    if (ended.kind === 'done') {
      const { back, total } = ended;
      toast(endWords(back, total), { tone: back === 0 ? 'bad' : 'good' });
    }
    await onChecked();
    refocus(...ids);
  };
  return (
    <>
      {groups.map((group) => (
        <SharedNotice
          key={group.key}
          group={group}
          state={state}
          canCheck={canManage}
          onCheck={() => void check(group)}
          onStop={checker.stop}
        >
          {() => <Rows group={group} path={path} lifecycle={lifecycle} canManage={canManage} />}
        </SharedNotice>
      ))}
    </>
  );
};
