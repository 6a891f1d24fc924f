import type { OperatorView } from '../../contract/operator.ts';
import { Minute } from '../parts/time.tsx';
import { BoardCard, Fact } from './board-card.tsx';
import { shown } from './model.ts';

/** Whether the sweeps come round. */
export const ChecksCard = ({ view }: { view: OperatorView }) => {
  const { runs, unfinishedRuns, lastRun, lastCompletedRun, overdue, intervalMinutes } = view.checks;
  return (
    <BoardCard id="checks" title="Checks">
      {lastRun === null ? (
        <p class="board-empty">
          No inbox has come due yet. A healthy one is checked once in {intervalMinutes} minutes.
        </p>
      ) : (
        <dl class="board-facts">
          <Fact name={`Sweeps in ${intervalMinutes} min`}>
            {shown(runs)}
            {unfinishedRuns > 0 && `, ${shown(unfinishedRuns)} not finished`}
          </Fact>
          <Fact name="Last begun">
            <Minute at={lastRun} />
          </Fact>
          <Fact name="Last finished">
            {lastCompletedRun === null ? 'None yet' : <Minute at={lastCompletedRun} />}
          </Fact>
          <Fact name="Overdue">{overdue === 0 ? 'None' : shown(overdue)}</Fact>
        </dl>
      )}
    </BoardCard>
  );
};
