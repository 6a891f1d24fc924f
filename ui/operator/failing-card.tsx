import type { OperatorView } from '../../contract/operator.ts';
import { BoardCard } from './board-card.tsx';
import { shown } from './model.ts';

type Cause = OperatorView['inboxes']['failing'][number];

const PERCENT = 100;

/** The numbers say it all; the bar is for those who compare at a glance. */
const Bar = ({ of, most }: { of: Cause; most: number }) => (
  <svg class="bar" aria-hidden="true" focusable="false">
    <rect class="bar-failing" width={`${(of.count / most) * PERCENT}%`} height="100%" rx="3" />
    <rect class="bar-errors" width={`${(of.errors / most) * PERCENT}%`} height="100%" rx="3" />
  </svg>
);

const Row = ({ cause, most }: { cause: Cause; most: number }) => (
  <li class="cause">
    <div class="cause-words">
      <span>{cause.message}</span>
      <code class="cause-code">{cause.code}</code>
    </div>
    <Bar of={cause} most={most} />
    <p class="cause-counts">
      <strong>{shown(cause.count)}</strong> failing, <strong>{shown(cause.errors)}</strong> in error
    </p>
  </li>
);

/** Why inboxes fail, the commonest first. */
export const FailingCard = ({ view: { inboxes } }: { view: OperatorView }) => {
  const { active, failing } = inboxes;
  const most = Math.max(1, ...failing.map(({ count }) => count));
  return (
    <BoardCard id="failing" title="Failing inboxes by cause">
      {failing.length === 0 ? (
        <p class="board-empty">
          {active === 0 ? 'There are no inboxes yet.' : 'No inbox is failing.'}
        </p>
      ) : (
        <>
          <ul class="causes">
            {failing.map((cause) => (
              <Row key={cause.code} cause={cause} most={most} />
            ))}
          </ul>
          <p class="board-note">
            An inbox fails from its first failed check; it is in error once that is more than
            chance.
          </p>
        </>
      )}
    </BoardCard>
  );
};
