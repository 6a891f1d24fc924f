import { useId } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import { Button } from '../parts/button.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { checkSaid, type Said, whyNotChecked } from './check-said.ts';
import type { StoredCheck } from './stored-check.ts';

const inShort = (state: StoredCheck) => {
  if (state.kind === 'refused') return { tone: 'bad', words: 'Not checked.' };
  if (state.kind !== 'done') return null;
  const { ok } = state.result;
  return ok
    ? { tone: 'good', words: 'The connection works.' }
    : { tone: 'bad', words: 'The check failed.' };
};

type Props = { inbox: Inbox; state: StoredCheck; onCheck: () => void };

/** Checks what is stored now; where that can't be, why. */
export const CheckNow = ({ inbox, state, onCheck }: Props) => {
  const id = useId();
  const reason = whyNotChecked(inbox);
  const isChecking = state.kind === 'checking';
  const short = inShort(state);
  return (
    <div class="check-now">
      <p role="status" class="check-short">
        {isChecking && <span class="visually-hidden">Checking the connection.</span>}
        {short && <span class={`test-state test-state-${short.tone}`}>{short.words}</span>}
      </p>
      <Button
        busy={isChecking}
        blocked={reason !== null}
        aria-describedby={reason === null ? undefined : id}
        onClick={onCheck}
      >
        {isChecking ? 'Checking…' : 'Check now'}
      </Button>
      {reason !== null && (
        <p class="check-reason" id={id}>
          {reason}
        </p>
      )}
    </div>
  );
};

type SaidProps = { state: StoredCheck; inbox: Inbox };

// What the notice of the trouble says, with what to do about it, is said there alone.
const isToldBelow = ({ lastError, failing }: Inbox, { tone }: Said) =>
  tone === 'bad' && (lastError !== null || failing !== null);

/** What the check has found, where the page does not say it otherwise. */
export const CheckSaid = ({ state, inbox }: SaidProps) => {
  if (state.kind === 'refused') return <ProblemNotice error={state.error} />;
  const said = state.kind === 'done' ? checkSaid(state.result) : null;
  if (said === null || said.rest === '' || isToldBelow(inbox, said)) return null;
  return (
    <div class="check-said">
      <Notice tone={said.tone} title={said.title}>
        {said.rest}
      </Notice>
    </div>
  );
};
