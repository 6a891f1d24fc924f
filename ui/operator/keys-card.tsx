import type { KeyState, KeyStatus } from '../../contract/keys.ts';
import { Button } from '../parts/button.tsx';
import { Minute } from '../parts/time.tsx';
import type { BoardControls } from './board.ts';
import { BoardCard } from './board-card.tsx';
import { counted, shown } from './model.ts';
import { StateLine } from './state-line.tsx';

const roles = { current: 'Current', retiring: 'Retiring', missing: 'Missing' } as const;

const Progress = ({ state }: { state: KeyState }) => {
  const { id, resealed, total } = state;
  if (total === null) return <p class="board-line">{shown(resealed)} re-sealed so far.</p>;
  return (
    <div class="key-progress">
      <progress
        max={Math.max(1, total)}
        value={total === 0 ? 1 : resealed}
        aria-label={`Key ${id} re-sealed`}
      />
      <p class="board-line">
        {shown(resealed)} of {shown(total)} re-sealed.
      </p>
    </div>
  );
};

const Verdict = ({ state }: { state: KeyState }) => {
  const { role, safeToRetire, running, finishedAt, unreadable } = state;
  return (
    <>
      {role === 'missing' && (
        <StateLine tone="bad">
          Stored credentials need it. Add it to ENCRYPTION_KEYS_RETIRING.
        </StateLine>
      )}
      {running && <StateLine tone="quiet">Re-sealing is under way.</StateLine>}
      {unreadable > 0 && (
        <StateLine tone="warn">
          {counted(unreadable, 'inbox does', 'inboxes do')} not open under it, and have to be
          connected anew.
        </StateLine>
      )}
      {safeToRetire && (
        <StateLine tone="good">
          Safe to retire: nothing is sealed under it.
          {finishedAt !== null && (
            <>
              {' '}
              Done <Minute at={finishedAt} />.
            </>
          )}
        </StateLine>
      )}
    </>
  );
};

const Key = ({ state }: { state: KeyState }) => {
  const { id, role, inboxes, shortLived } = state;
  return (
    <li class="key">
      <p class="key-head">
        <code class="key-id">{id}</code>
        <span class={`key-role key-${role}`}>{roles[role]}</span>
        <span class="key-count">
          {inboxes === null ? 'not counted' : counted(inboxes, 'inbox', 'inboxes')}
          {shortLived > 0 && `, ${counted(shortLived, 'sign-in')} under way`}
        </span>
      </p>
      {role === 'retiring' && !state.safeToRetire && <Progress state={state} />}
      <Verdict state={state} />
    </li>
  );
};

type Props = { board: BoardControls; keys: KeyStatus; isRefreshing: boolean };

/** Which keys credentials are sealed under, and which may go. */
export const KeysCard = ({ board, keys, isRefreshing }: Props) => {
  const isUncounted = keys.keys.some(({ inboxes }) => inboxes === null);
  return (
    <BoardCard
      id="keys"
      title="Keys"
      action={
        isUncounted && (
          <Button busy={isRefreshing} onClick={() => void board.refresh({ isCounted: true })}>
            Count inboxes
          </Button>
        )
      }
    >
      <ul class="keys">
        {keys.keys.map((state) => (
          <Key key={state.id} state={state} />
        ))}
      </ul>
      {isUncounted && (
        <p class="board-note">Counting reads a row of the database for each inbox.</p>
      )}
    </BoardCard>
  );
};
