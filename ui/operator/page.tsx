import { useMemo } from 'preact/hooks';
import { useTitle } from '../parts/page.tsx';
import { createBoard } from './board.ts';
import { BoardView } from './board-view.tsx';
import { TokenForm } from './token-form.tsx';
import { useRefresh } from './use-refresh.ts';

/** How the deployment is doing, for who runs it: by a token of its own, in no workspace and no session. */
export default function OperatorPage() {
  useTitle('Operator');
  const board = useMemo(() => createBoard(), []);
  useRefresh(board);
  const now = board.state.value;
  return now.kind === 'open' ? (
    <BoardView board={board} now={now} />
  ) : (
    <TokenForm board={board} now={now} />
  );
}
