import type { Protocol } from '../../contract/mail-server.ts';
import { protocolNames } from '../messages.ts';
import type { ConnectionEditor } from './editor.ts';
import { FailurePanel } from './failure-panel.tsx';
import { isStale } from './model.ts';
import { Stage } from './stage.tsx';
import { failedStage } from './test-run.ts';
import { spansOf } from './timing.ts';

type Props = { protocol: Protocol; editor: ConnectionEditor };

/** What a test does at one server, as it does it; where it fails, why, and what to do. */
export const Timeline = ({ protocol, editor }: Props) => {
  const state = editor.state.value;
  if (state.run === null) return null;
  const run = state.run[protocol];
  const isOld = isStale(state) && state.kind !== 'testing';
  const spans = spansOf(run.stages);
  const failed = failedStage(run);
  const failure = run.failure && (
    <FailurePanel protocol={protocol} editor={editor} run={state.run} failure={run.failure} />
  );
  return (
    <div class={`stages${isOld ? ' stages-stale' : ''}`}>
      {failed === null && failure}
      <ol class="stage-list" aria-label={`${protocolNames[protocol]} stages`}>
        {run.stages.map((mark, at) => (
          <Stage
            key={mark.stage}
            mark={mark}
            span={spans[at] ?? null}
            queued={state.run?.queued ?? false}
          >
            {mark.stage === failed && failure}
          </Stage>
        ))}
      </ol>
      {isOld && <p class="field-hint">From the last test. Something has changed since.</p>}
    </div>
  );
};
