import { useNow } from '../connection/use-now.ts';
import { Button } from '../parts/button.tsx';
import type { BoardControls } from './board.ts';
import { agoWords, type Board } from './model.ts';

const TICK_MS = 1000;

type Props = { board: BoardControls; now: Extract<Board, { kind: 'open' }> };

/** How old what is shown is, and what may be done about the page itself. */
export const BoardHead = ({ board, now }: Props) => {
  const clock = useNow(TICK_MS);
  return (
    <>
      <span class="board-age">Updated {agoWords(clock - now.seen.at)}</span>
      <Button busy={now.isRefreshing} onClick={() => void board.refresh()}>
        Refresh
      </Button>
      <Button onClick={board.lock}>Lock</Button>
    </>
  );
};
