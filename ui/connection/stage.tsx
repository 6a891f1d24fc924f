import type { ComponentChildren } from 'preact';
import { stageNames } from '../messages.ts';
import { ChevronIcon } from '../parts/icons.tsx';
import { StepSign } from '../parts/step-sign.tsx';
import { hasFacts, StageFacts } from './stage-facts.tsx';
import { stageStatusNames } from './stage-status.ts';
import type { StageMark } from './test-run.ts';
import { runningWords, type Span } from './timing.ts';
import { useNow } from './use-now.ts';

const TICK_MS = 100;
const THINNEST = 1.5;

/** Counts while the stage runs; a screen reader is told once, when it is over. */
const RunningTime = ({ since }: { since: number }) => (
  <span class="stage-time" aria-hidden="true">
    {runningWords(useNow(TICK_MS) - since)}
  </span>
);

const Bar = ({ span }: { span: Span }) => (
  <svg class="stage-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    <rect
      x={Math.min(span.from, 100 - THINNEST)}
      width={Math.max(span.length, THINNEST)}
      height="1"
    />
  </svg>
);

type Props = {
  mark: StageMark;
  span: Span | null;
  /** Nothing has begun yet: the test waits for its turn. */
  queued: boolean;
  /** Why it failed, and what to do; shown with what was learned. */
  children?: ComponentChildren;
};

const Head = ({ mark, span, queued }: Props) => (
  <>
    <span class="stage-sign">
      <StepSign status={mark.status} />
    </span>
    <span class="stage-name">
      {stageNames[mark.stage]}
      <span class="visually-hidden">: {stageStatusNames[mark.status]}</span>
      {mark.detail && <span class="stage-detail">{mark.detail}</span>}
    </span>
    {span?.isSlow && <span class="stage-slow">slow</span>}
    {mark.status === 'running' && mark.since !== undefined && !queued && (
      <RunningTime since={mark.since} />
    )}
    {mark.ms !== undefined && mark.status !== 'skipped' && (
      <span class="stage-time">{Math.round(mark.ms)} ms</span>
    )}
  </>
);

/** One stage with its time; what it learned can be unfolded, and a failure is unfolded from the start. */
export const Stage = (props: Props) => {
  const { mark, span, children } = props;
  const { facts } = mark;
  const isFolded = hasFacts(facts) || Boolean(children);
  return (
    <li
      class="stage"
      data-stage={mark.stage}
      data-status={mark.status}
      data-slow={span?.isSlow ? 'true' : undefined}
    >
      {isFolded ? (
        <details class="stage-fold" open={Boolean(children)}>
          <summary class="stage-row">
            <Head {...props} />
            <ChevronIcon />
            {span && <Bar span={span} />}
          </summary>
          <div class="stage-body">
            {children}
            {hasFacts(facts) && <StageFacts facts={facts} />}
          </div>
        </details>
      ) : (
        <div class="stage-row">
          <Head {...props} />
          {span && <Bar span={span} />}
        </div>
      )}
    </li>
  );
};
