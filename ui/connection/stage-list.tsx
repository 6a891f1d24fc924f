import type { Protocol } from '../../contract/mail-server.ts';
import { protocolNames, stageNames } from '../messages.ts';
import { CheckIcon, CrossIcon, DashIcon } from '../parts/icons.tsx';
import { Notice } from '../parts/notice.tsx';
import { type Editor, isStale } from './model.ts';
import type { StageMark } from './test-run.ts';

const words: Record<StageMark['status'], string> = {
  pending: 'waiting',
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
};

const Sign = ({ status }: Pick<StageMark, 'status'>) => {
  switch (status) {
    case 'passed':
      return <CheckIcon />;
    case 'failed':
      return <CrossIcon />;
    case 'skipped':
      return <DashIcon />;
    case 'running':
      return <span class="spinner" aria-hidden="true" />;
    default:
      return <span class="stage-dot" aria-hidden="true" />;
  }
};

const Stage = ({ mark }: { mark: StageMark }) => (
  <li class="stage" data-stage={mark.stage} data-status={mark.status}>
    <span class="stage-sign">
      <Sign status={mark.status} />
    </span>
    <span class="stage-name">
      {stageNames[mark.stage]}
      <span class="visually-hidden">: {words[mark.status]}</span>
      {mark.detail && <span class="stage-detail">{mark.detail}</span>}
    </span>
    {mark.ms !== undefined && mark.status !== 'skipped' && (
      <span class="stage-time">{Math.round(mark.ms)} ms</span>
    )}
  </li>
);

type Props = { protocol: Protocol; editor: Editor };

/** What a test does at one server, as it does it; then why it failed, and what to do. */
export const StageList = ({ protocol, editor }: Props) => {
  if (editor.run === null) return null;
  const { stages, failure } = editor.run[protocol];
  const stale = isStale(editor) && editor.kind !== 'testing';
  return (
    <div class={`stages${stale ? ' stages-stale' : ''}`}>
      {failure && (
        <div class="focus-target" tabIndex={-1} data-error-focus>
          <Notice tone="bad" title={failure.message}>
            {failure.hint}
          </Notice>
        </div>
      )}
      <ul class="stage-list" aria-label={`${protocolNames[protocol]} stages`}>
        {stages.map((mark) => (
          <Stage key={mark.stage} mark={mark} />
        ))}
      </ul>
      {stale && <p class="field-hint">From the last test. Something has changed since.</p>}
    </div>
  );
};
