import type { OAuthCheck } from '../../contract/oauth.ts';
import { CheckIcon, CrossIcon, DashIcon } from '../parts/icons.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { checkFailureWords, checkStageNames } from './check-words.ts';
import type { GrantCheck } from './grant-check.ts';

type StageMark = OAuthCheck['stages'][number];

const signs = { passed: CheckIcon, failed: CrossIcon, skipped: DashIcon };

const Stage = ({ stage, status, ms }: StageMark) => {
  const Sign = signs[status];
  return (
    <li class="stage" data-stage={stage} data-status={status}>
      <span class="stage-sign">
        <Sign />
      </span>
      <span class="stage-name">
        {checkStageNames[stage]}
        <span class="visually-hidden">: {status}</span>
      </span>
      {status !== 'skipped' && <span class="stage-time">{Math.round(ms)} ms</span>}
    </li>
  );
};

const Failure = ({ provider, failure }: OAuthCheck) => {
  if (failure === null) return null;
  const { message, hint } = checkFailureWords(provider, failure.code);
  const isOurs = failure.code === 'oauth_refresh_failed' || failure.code === 'mailbox-denied';
  return (
    <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
      <Notice tone={isOurs ? 'bad' : 'warn'} title={message}>
        {hint}
        {failure.detail && (
          <p class="outcome-reason">
            For support: <code>{failure.detail}</code>
          </p>
        )}
      </Notice>
    </div>
  );
};

/** What a check has found, stage by stage, and what to do about it. */
export const CheckResult = ({ state }: { state: GrantCheck }) => {
  if (state.kind === 'refused') return <ProblemNotice error={state.error} />;
  if (state.kind !== 'done') return null;
  const { check } = state;
  return (
    <div class="check-result">
      <Failure {...check} />
      <ul class="stage-list" aria-label="Stages of the check">
        {check.stages.map((mark) => (
          <Stage key={mark.stage} {...mark} />
        ))}
      </ul>
    </div>
  );
};
