import type { ComponentChildren } from 'preact';
import { ChangedByTitle } from '../inbox/changed-by.tsx';
import { changedByOf } from '../inbox/draft.ts';
import { describe, protocolNames } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { codeOf } from '../problem-error.ts';
import type { ConnectionEditor } from './editor.ts';
import type { Editor, Purpose } from './model.ts';
import type { ProtocolRun } from './test-run.ts';

const verdicts: Record<Purpose, { passed: string; failed: string }> = {
  test: { passed: 'Both connections work.', failed: 'The test failed.' },
  save: { passed: 'Both connections work.', failed: 'The test failed. Nothing was stored.' },
  check: { passed: 'The stored connection works.', failed: 'The check failed.' },
};

const outcome = (name: string, { ok, failure }: ProtocolRun) =>
  ok ? `${name} works.` : `${name}: ${failure ? `${failure.message} ${failure.hint}` : 'failed.'}`;

/** What a screen reader says when something has happened. */
export const announcement = (editor: Editor): string => {
  switch (editor.kind) {
    case 'testing':
      return editor.run.queued ? 'Waiting for a free tester.' : 'Testing the connection.';
    case 'passed':
      return verdicts[editor.purpose].passed;
    case 'failed':
      return [
        verdicts[editor.purpose].failed,
        outcome(protocolNames.imap, editor.run.imap),
        outcome(protocolNames.smtp, editor.run.smtp),
      ].join(' ');
    case 'stopped':
      return 'Test stopped.';
    case 'saving':
      return 'Saving.';
    case 'saved':
      return 'Saved.';
    default:
      return '';
  }
};

const Summary = ({ editor }: { editor: Editor }) => {
  switch (editor.kind) {
    case 'testing':
      return (
        <span class="test-state">
          {editor.run.queued ? 'Waiting for a free tester…' : 'Testing…'}
        </span>
      );
    case 'passed':
      return <span class="test-state test-state-good">{verdicts[editor.purpose].passed}</span>;
    case 'failed':
      return <span class="test-state test-state-bad">{verdicts[editor.purpose].failed}</span>;
    case 'stopped':
      return <span class="test-state">Test stopped.</span>;
    default:
      return null;
  }
};

/** Somebody who was quicker is named; what was typed is still here, and may be stored over it. */
const Refusal = ({ error }: { error: unknown }) => {
  if (codeOf(error) !== 'changed-meanwhile') return <ProblemNotice error={error} />;
  return (
    <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
      <Notice tone="warn" title={<ChangedByTitle by={changedByOf(error)} />}>
        {describe(error).advice}
      </Notice>
    </div>
  );
};

type Props = {
  editor: ConnectionEditor;
  look: 'primary' | 'secondary';
  onTest: () => void;
  children?: ComponentChildren;
};

/** Starts and stops a test, and says how it went. */
export const TestBar = ({ editor, look, onTest, children }: Props) => {
  const state = editor.state.value;
  const isTesting = state.kind === 'testing';
  return (
    <div class="test-bar">
      <div class="test-bar-row">
        {isTesting ? (
          <Button onClick={editor.stop}>Stop</Button>
        ) : (
          <Button look={look} blocked={state.kind === 'saving'} onClick={onTest}>
            Test connection
          </Button>
        )}
        {children}
        <Summary editor={state} />
      </div>
      {state.kind === 'refused' && <Refusal error={state.error} />}
      {state.kind === 'interrupted' && (
        <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
          <Notice tone="warn" title="The test was interrupted.">
            Nothing is wrong with your settings as far as we know. Run the test again.
          </Notice>
        </div>
      )}
      <p class="visually-hidden" aria-live="polite">
        {announcement(state)}
      </p>
    </div>
  );
};
